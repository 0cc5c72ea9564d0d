//! 首页: without work, what is kept here and how to begin; with work, what is left to do.

mod carried;
mod kept;
mod standing;
mod start;
mod tasks;

use yew::prelude::*;

use crate::store::use_shown;

/// The page.
#[component]
pub(crate) fn Home() -> Html {
    let shown = use_shown();
    if shown.work.is_some() {
        return html! {
            <div class="ss-page">
                <tasks::Tasks />
                <div class="ss-columns">
                    <carried::CarriedOver />
                    <standing::PeriodStanding />
                    <start::Start />
                </div>
                <kept::KeptWorks />
            </div>
        };
    }
    html! {
        <div class="ss-page">
            <div>
                <h1>{ "四上企业和投资项目月度台账" }</h1>
                <p class="ss-lead">{ "每填一格就存入本机并当场审核；填完存成一个文件，报给上级。不联网，不用安装。" }</p>
            </div>
            <kept::KeptWorks />
            <div class="ss-columns">
                <start::Start />
                { steps() }
            </div>
        </div>
    }
}

fn steps() -> Html {
    html! {
        <section class="ss-card" aria-labelledby="steps">
            <h2 id="steps">{ "一个月怎么填" }</h2>
            <ol class="ss-steps">
                <li>{ "开始新的一期，打开上月存成的文件（名录、固定内容、上期数）和去年同月的文件（上年同期数）；" }</li>
                <li>{ "在表格里填本月数，也可以从 Excel、WPS 整块粘贴；" }</li>
                <li>{ "看审核结果：强制的改正，核实的改正或写明原因，提示的看一眼；" }</li>
                <li>{ "在“导出”页核对、签名，存成文件，按单位的规定报给上级；" }</li>
                <li>{ "留好这个文件：下个月从它接着来。" }</li>
            </ol>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use crate::store::{Found, Msg};
    use crate::testing::{after, demonstration, empty, html_of};

    #[test]
    fn the_task_list_counts_what_the_audit_counts() {
        let state = demonstration();
        let session = state.session().unwrap();
        let form = session.scheme.form("industry").unwrap();
        let progress = session.audit.progress(&session.scheme, &session.book, form);
        assert!(progress.asked > progress.filled && progress.filled > 0);
        let html = html_of(state.clone(), || yew::html! { <super::Home /> });
        assert!(html.contains(&format!("还有 {} 户（个）没有填", progress.left())), "{html}");
        assert!(html.contains(r##"href="#/fill/industry""##));
    }

    #[test]
    fn when_it_is_due_and_how_firm_it_is_stand_on_the_first_page() {
        let html = html_of(demonstration(), || yew::html! { <super::Home /> });
        assert!(html.contains("本期数据状态") && html.contains("正式 "), "{html}");
        assert!(html.contains("前报县"), "{html}");
    }

    #[test]
    fn a_work_that_cannot_be_read_is_listed_and_can_be_taken_out_as_it_is() {
        let found = Found { id: "x".to_owned(), meta: None };
        let html = html_of(after(empty(), [Msg::ShelfRead(vec![found])]), || yew::html! { <super::Home /> });
        assert!(html.contains("读不出来") && html.contains("取出原始内容"), "{html}");
    }

    #[test]
    fn demonstrations_are_listed_apart_from_real_work() {
        let demo = demonstration().work.unwrap().meta();
        let real =
            crate::store::WorkMeta {
                id: "real".into(), office: "城关镇".into(), demonstration: false, ..demo.clone()
            };
        let found = |meta: crate::store::WorkMeta| Found { id: meta.id.clone(), meta: Some(meta) };
        let state = after(empty(), [Msg::ShelfRead(vec![found(demo), found(real)])]);
        let html = html_of(state, || yew::html! { <super::Home /> });
        let (real, demonstrations) = html.split_once(r#"id="kept-demonstrations""#).unwrap();
        assert!(real.contains("城关镇") && !demonstrations.contains("城关镇"));
    }
}
