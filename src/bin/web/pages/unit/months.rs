//! Fields by months: a line for each month, the fields side by side, the month of the period marked.

use sishang::workbook::Slot;
use yew::prelude::*;

use super::block::{Block, Context, label};

/// Fields by months as one table.
pub(super) fn months_table(context: &Context<'_>, block: &Block<'_>) -> Html {
    let period = context.session.book.about.period;
    let asked: Vec<bool> = block.fields.iter().map(|&field| context.is_asked(field)).collect();
    html! {
        <>
            <table class="ss-figures ss-months">
                <caption class="ss-unseen">{ block.group }</caption>
                <thead><tr>
                    <th scope="col" class="ss-months__month">{ "月份" }</th>
                    { for block.fields.iter().map(|&field| html! {
                        <th scope="col" class={context.field(field).is_number().then_some("ss-months__number")}>{ label(context.field(field)) }</th>
                    }) }
                </tr></thead>
                <tbody>{ for block.measure.columns().iter().map(|&column| {
                    let now = column.calendar_month() == Some(period.month());
                    html! {
                        <tr key={column.key()} class={classes!(now.then_some("ss-months__now"))} aria-current={now.then_some("date")}>
                            <th scope="row" class="ss-months__month">{ column.label() }
                                if now { <span class="ss-grid__now">{ "本月" }</span> }
                            </th>
                            { for block.fields.iter().zip(&asked).map(|(&field, &asked)| html! {
                                <td>{ context.entry(Slot { field, column }, asked) }</td>
                            }) }
                        </tr>
                    }
                }) }</tbody>
            </table>
            { for block.fields.iter().map(|&field| context.sentences(field)) }
        </>
    }
}

#[cfg(test)]
mod tests {
    use crate::pages::unit::UnitPage;
    use crate::store::{Msg, Page};
    use crate::testing::{after, followed_project, html_of};

    #[test]
    fn months_stand_below_each_other_with_this_one_marked() {
        let state = followed_project();
        let session = state.session().unwrap();
        let form = session.scheme.form("progress").unwrap();
        let key = crate::parts::figures::keys_asked(session, form).first().unwrap().to_string();
        let html =
            html_of(after(state, [Msg::PageTurned(Page::unit("projects", &key))]), || yew::html! { <UnitPage /> });
        let now = html.split(r#"aria-current="date""#).nth(1).unwrap();
        assert!(now.split("</th>").next().unwrap().contains("10月"));
        assert!(html.contains("加一行") && html.contains("到表里改这一行"), "details are listed and lead on");
    }
}
