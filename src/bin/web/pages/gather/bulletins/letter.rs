//! 署名, 主送机关 and 成文日期 of the bulletins: what a person says, kept with the other choices.

use sishang::period::Period;
use sishang::report::{Letter, letter_date};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::actions::gather::on_desk;
use crate::store::gather::Letterhead;
use crate::store::{Sender, use_send};

/// What bulletins of a period print, `today` where no other day was said.
pub(super) fn letter(head: &Letterhead, period: Option<Period>, today: &str) -> Letter {
    let day = head.day(period).unwrap_or(today);
    let (to, office) = (head.to.clone(), head.office.clone());
    Letter { to, office, date: letter_date(day).unwrap_or_default() }
}

#[derive(Properties, PartialEq)]
pub(super) struct LetterFieldsProps {
    pub head: Letterhead,
    pub period: Option<Period>,
    /// As an ISO date.
    pub today: AttrValue,
    /// Who signs and when, as it is printed now.
    pub office: AttrValue,
    pub date: AttrValue,
}

/// The fields; what stands in them is in a line above, so that they need not stay open.
#[component]
pub(super) fn LetterFields(props: &LetterFieldsProps) -> Html {
    let send = use_send();
    let LetterFieldsProps { head, period, today, office, date } = props;
    let to = if head.to.is_empty() { "不写" } else { &head.to };
    let period = *period;
    html! {
        <details class="ss-screen ss-gather__doubts ss-gather__letter">
            <summary>{ format!("署名 {office}，主送 {to}，日期 {date}") }</summary>
            <div class="ss-form ss-form--two">
                { field("署名", "text", &head.office, office, on_change(&send, |head, said| head.office = said)) }
                { field("成文日期", "date", head.day(period).unwrap_or(today), "",
                    on_change(&send, move |head, said| head.say_day(period, said))) }
                { field("主送机关", "text", &head.to, "如 各乡镇人民政府、街道办事处；空着就不印",
                    on_change(&send, |head, said| head.to = said)) }
            </div>
            <p class="ss-quiet">{ "各份通报都用这几项，随汇总一起保存。署名空着就用制度里写的，制度没有写的用汇总单位的名称；日期只管这一期。" }</p>
        </details>
    }
}

fn on_change(send: &Sender, set: impl Fn(&mut Letterhead, String) + Copy + 'static) -> Callback<Event> {
    let send = send.clone();
    Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            let said = input.value().trim().to_owned();
            on_desk(&send, move |desk| set(&mut desk.letterhead, said));
        }
    })
}

fn field(label: &'static str, kind: &'static str, value: &str, hint: &str, onchange: Callback<Event>) -> Html {
    html! {
        <label class="ss-field">
            <span class="ss-field__label">{ label }</span>
            <input class="ss-input" type={kind} maxlength="120" placeholder={hint.to_owned()} value={value.to_owned()} {onchange} />
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_that_of_the_period_for_which_it_was_said() {
        let period = |text: &str| text.parse::<Period>().ok();
        let mut head = Letterhead { office: "温县统计局".to_owned(), ..Letterhead::default() };
        assert_eq!(letter(&head, period("2026-10"), "2026-11-21").date, "2026年11月21日");
        head.say_day(period("2026-10"), "2026-11-05".to_owned());
        for (of, date) in [("2026-10", "2026年11月5日"), ("2026-11", "2026年11月21日")] {
            let letter = letter(&head, period(of), "2026-11-21");
            assert_eq!((letter.office.as_str(), letter.date.as_str()), ("温县统计局", date));
        }
        head.say_day(period("2026-10"), String::new());
        assert_eq!(head.day(period("2026-10")), None);
    }
}
