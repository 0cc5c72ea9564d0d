//! 汇总: what a county does with what it received, part by part.

mod bulletins;
mod charts;
mod decisions;
mod differences;
mod files;
mod findings;
mod offices;
mod reasoned;
mod returns;
mod tables;
mod upward;
mod waive;

use std::sync::Arc;

use yew::prelude::*;

use crate::actions;
use crate::store::{GatherPart, Page, use_send, use_shown};

/// The page.
#[component]
pub(crate) fn GatherPage() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let (part, item) = match &shown.page {
        Page::Gather { part, item } => (*part, item.clone()),
        _ => (GatherPart::Files, None),
    };
    {
        let (shown, send) = (shown.clone(), send.clone());
        let ready = !matches!(shown.storage, crate::store::Storage::Opening);
        let is_early = |gather: &crate::store::Gather| gather.is_early && gather.reading.is_none();
        let has_come = shown.db().is_some() && shown.gather.as_ref().is_some_and(is_early);
        use_effect_with((shown.gather.is_some(), ready, has_come), move |&(begun, ready, has_come)| {
            if (!begun && ready) || has_come {
                actions::gather::take_up(&shown, &send);
            }
        });
    }
    {
        let (shown, send) = (shown.clone(), send.clone());
        // Of another period as many files may wait as were waiting before: those that were audited tell that a round is over.
        let waiting = shown
            .gather
            .as_ref()
            .filter(|gather| gather.reading.is_none())
            .map_or((0, 0), |gather| (gather.unaudited().len(), gather.audits.len()));
        use_effect_with(waiting, move |_| actions::gather::audit(&shown, &send));
    }
    {
        let (shown, send) = (shown.clone(), send.clone());
        let other = |gather: &crate::store::Gather| {
            let used = gather.intake.options.scheme.as_ref();
            gather.reading.is_none() && !used.is_some_and(|used| Arc::ptr_eq(used, &shown.scheme))
        };
        let outdated = shown.gather.as_ref().is_some_and(other);
        use_effect_with(outdated, move |&outdated| {
            if outdated {
                actions::gather::read_again(&shown, &send);
            }
        });
    }
    let Some(gather) = &shown.gather else {
        return html! { <div class="ss-page"><h1>{ "汇总" }</h1><p class="ss-quiet" role="status">{ "正在打开……" }</p></div> };
    };
    let rollup = &gather.rollup;
    let of = match rollup.period {
        Some(period) if !rollup.office.name.is_empty() => format!("{} · {}", rollup.office.name, period.chinese()),
        _ => "还没有收到文件".to_owned(),
    };
    html! {
        <div class="ss-page ss-page--wide">
            <div class="ss-page__head">
                <h1>{ "汇总" }</h1>
                <span class="ss-quiet">{ of }</span>
                if rollup.demonstration { <span class="ss-tag ss-tag--demonstration">{ "演示数据" }</span> }
            </div>
            <div class="ss-bar2 ss-screen">
                <nav class="ss-tabs" aria-label="汇总的各步">
                    for each in GatherPart::ALL {
                        <a key={each.key()} class="ss-tab" href={Page::gather(each).hash()}
                            aria-current={(each == part).then_some("true")}>{ each.label() }</a>
                    }
                </nav>
            </div>
            if let Some((done, of)) = gather.reading {
                <div class="ss-progress" role="status">
                    <progress max={of.to_string()} value={done.to_string()}></progress>
                    { format!(" 正在读文件：{done}／{of}") }
                </div>
            }
            { match part {
                GatherPart::Files => html! { <files::Files /> },
                GatherPart::Offices => html! { <offices::Offices /> },
                GatherPart::Findings => html! { <findings::Findings office={item} /> },
                GatherPart::Returns => html! { <returns::Returns office={item} /> },
                GatherPart::Decisions => html! { <decisions::Decisions /> },
                GatherPart::Tables => html! { <tables::Tables table={item} /> },
                GatherPart::Charts => html! { <charts::Charts /> },
                GatherPart::Bulletins => html! { <bulletins::Bulletins bulletin={item} /> },
                GatherPart::Upward => html! { <upward::Upward /> },
            } }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use sishang::exchange::{Limits, Reader, Status, json};
    use sishang::rollup::{Item, Options, look_by};

    use crate::store::gather::{Audited, Desk, DraftNote, Kept, Letterhead, Looked};
    use crate::store::{AppState, Gather, GatherMsg, GatherPart, Msg, Page};
    use crate::testing::{NOW, after, demonstration, html_of};

    /// A roll-up that received these files.
    fn gathered(part: GatherPart, files: &[(&str, String)]) -> AppState {
        let state = demonstration();
        // As the page reads what it takes in.
        let reader = Reader::new(&state.scheme, Limits { whole: false, ..Limits::default() });
        let looked = files.iter().map(|(name, text)| {
            let item = Item::new(*name, text.clone().into_bytes());
            let (entry, _) = look_by(item.clone(), &reader);
            Looked { key: Rc::from(*name), item, entries: vec![entry], bundles: Vec::new() }
        });
        let looked = looked.collect();
        let begun = GatherMsg::Begun(Box::new(Gather::new("g", Options::default())));
        let messages =
            [Msg::Gather(begun), Msg::Gather(GatherMsg::Looked(looked)), Msg::PageTurned(Page::gather(part))];
        after(state, messages)
    }

    /// A draft of the demonstration.
    fn draft() -> String {
        let state = demonstration();
        let built = sishang::exchange::build(state.session().unwrap(), Status::Draft, NOW);
        sishang::exchange::write(&built)
    }

    #[test]
    fn every_file_is_named_with_what_was_done_and_why() {
        let files = [("甲.json", draft()), ("乙.json", draft()), ("坏.json", draft().replacen("谷熟镇", "城关镇", 1))];
        let html = html_of(gathered(GatherPart::Files, &files), || yew::html! { <super::GatherPage /> });
        for words in
            ["甲.json", "这是草稿", "与“甲.json”内容完全相同", "坏.json", "共 3 份，计入汇总 0 份", "要处理的 1 份"]
        {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    /// A file of the made-up county with another figure of one unit, as if it were the same revision.
    fn with_another_figure(text: &str, month: u32) -> String {
        let mut other: serde_json::Value = serde_json::from_str(text).unwrap();
        other["forms"]["industry"][0]["output"]["month"] = month.into();
        other.as_object_mut().unwrap().remove("digest");
        let digest = json::digest(&json::parse(&other.to_string(), &Limits::default()).unwrap());
        other["digest"] = digest.into();
        other.to_string()
    }

    #[test]
    fn the_figures_of_files_that_contradict_each_other_stand_side_by_side() {
        let period = "2026-10".parse().unwrap();
        let made = sishang::demo::county::County::new(&sishang::demo::county::Options::halfway(1, period));
        let file = made.file(&demonstration().scheme, 0, made.period()).unwrap().text;
        let others = [with_another_figure(&file, 1_234_567), with_another_figure(&file, 7_654_321)];
        let [second, third] = others;
        let files = [("甲.json", file), ("乙.json", second), ("丙.json", third)];
        let html = html_of(gathered(GatherPart::Files, &files), || yew::html! { <super::GatherPage /> });
        assert!(html.contains("有 3 份文件都说是第1版"), "{html}");
        for words in ["工业总产值 本月（千元）", "<td>1234567</td>", "<td>7654321</td>"] {
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    #[test]
    fn a_draft_is_looked_through_and_returned_without_counting() {
        for part in [GatherPart::Findings, GatherPart::Returns] {
            let html = html_of(gathered(part, &[("甲.json", draft())]), || yew::html! { <super::GatherPage /> });
            assert!(html.contains("谷熟镇</a><span class=\"ss-quiet\">（草稿）"), "{html}");
        }
    }

    #[test]
    fn those_who_sent_only_a_draft_are_reminded() {
        let state = gathered(GatherPart::Offices, &[("甲.json", draft())]);
        let html = html_of(state, || yew::html! { <super::GatherPage /> });
        assert!(html.contains("只有草稿 1") && html.contains("只报了草稿") && html.contains("复制文字"), "{html}");
    }

    #[test]
    fn a_county_sees_findings_writes_notes_and_decides() {
        let made =
            sishang::demo::county::County::new(&sishang::demo::county::Options::halfway(1, "2026-10".parse().unwrap()));
        let scheme = demonstration().scheme;
        let file = made.file(&scheme, 0, made.period()).unwrap();
        let office = made.offices().next().unwrap();
        let mut state = gathered(GatherPart::Findings, &[(file.name.as_str(), file.text.clone())]);
        let entry = state.gather.as_ref().unwrap().reviewed_of(&office.code).cloned().unwrap();
        let opened = entry.submission().unwrap().opened.clone().unwrap();
        let audited = Audited {
            digest: opened.head.digest.clone(),
            verified: Rc::new(sishang::exchange::verify(&opened, &scheme)),
            facts: std::sync::Arc::new(sishang::rollup::Facts::of(&scheme, &opened, false)),
        };
        let findings = audited.verified.audit.findings().count();
        state = after(
            state,
            [
                Msg::Gather(GatherMsg::Audited(vec![audited])),
                Msg::PageTurned(Page::gather_item(GatherPart::Findings, &office.code)),
            ],
        );
        let html = html_of(state.clone(), || yew::html! { <super::GatherPage /> });
        assert!(html.contains(&format!("{}：{findings} 条", office.name)) && html.contains("写进退回单"), "{html}");
        for (part, words) in [
            (GatherPart::Returns, "存成退回单"),
            (GatherPart::Decisions, "节点检查"),
            (GatherPart::Upward, "存成汇总包"),
        ] {
            let state = after(state.clone(), [Msg::PageTurned(Page::gather_item(part, &office.code))]);
            let html = html_of(state, || yew::html! { <super::GatherPage /> });
            assert!(html.contains(words), "{words}: {html}");
        }
    }

    fn letterhead() -> Letterhead {
        let mut said = Letterhead {
            office: "温县统计局".into(), to: "各乡镇人民政府".into(), ..Letterhead::default()
        };
        said.say_day("2026-10".parse().ok(), "2026-11-05".into());
        said
    }

    #[test]
    fn what_people_said_comes_back_from_the_store() {
        let state = gathered(GatherPart::Files, &[]);
        let mut gather = state.gather.unwrap();
        let period = "2026-10".parse().unwrap();
        gather.intake.options.period = Some(period);
        gather.intake.withdraw("411425103", period);
        gather.desk = Rc::new(Desk {
            signers: sishang::workbook::Signers { head: "王".into(), ..Default::default() },
            letterhead: letterhead(),
            ..Desk::default()
        });
        let json = Kept::of(&gather).to_json();
        let mut again = Gather::new("g", Options::default());
        serde_json::from_str::<Kept>(&json).unwrap().put_into(&mut again);
        assert_eq!(again.intake.options.period, gather.intake.options.period);
        assert_eq!(again.desk, gather.desk);
        assert_eq!(again.intake.withdrawn().collect::<Vec<_>>(), [("411425103", period)]);
    }

    #[test]
    fn what_was_said_before_the_store_had_opened_adds_to_what_the_store_has() {
        let said = |month: &str, head: &str, submission: &str| {
            let mut gather = Gather::new("g", Options::default());
            gather.intake.options.period = month.parse().ok();
            let signers = sishang::workbook::Signers { head: head.into(), ..Default::default() };
            let notes = vec![DraftNote { submission: submission.into(), text: month.into(), ..DraftNote::default() }];
            let letterhead = Letterhead { office: head.into(), ..Letterhead::default() };
            gather.desk = Rc::new(Desk { signers, notes, letterhead, ..Desk::default() });
            Kept::of(&gather)
        };
        let mut again = Gather::new("g", Options::default());
        said("2026-10", "", "a").over(said("2026-09", "王", "b")).put_into(&mut again);
        assert_eq!(again.intake.options.period, "2026-10".parse().ok());
        let notes: Vec<&str> = again.desk.notes.iter().map(|note| note.submission.as_str()).collect();
        assert_eq!((again.desk.signers.head.as_str(), notes), ("王", vec!["b", "a"]));
        assert_eq!(again.desk.letterhead.office, "王");
    }
}
