//! Ways to begin: a new period, a file, the demonstration.

use yew::prelude::*;

use crate::actions;
use crate::effects::files;
use crate::parts::icon::{Icon, icon};
use crate::store::{Page, use_send, use_shown};

/// The ways to begin.
#[component]
pub(crate) fn Start() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let chosen = {
        let (shown, send) = (shown.clone(), send.clone());
        Callback::from(move |event: Event| actions::files::given(files::chosen(&event), &shown, &send))
    };
    let has_work = shown.work.is_some();
    let demonstrate = Callback::from(move |_: MouseEvent| actions::demo::open(&shown, &send));
    html! {
        <section class="ss-card" aria-labelledby="start">
            <h2 id="start">{ if has_work { "另外开始" } else { "开始" } }</h2>
            <ul class="ss-list">
                <li>
                    <span class="ss-list__main">
                        <strong>{ "新的一期" }</strong><br />
                        <span class="ss-list__more">{ "选单位和报告期，结转上月的文件" }</span>
                    </span>
                    <a class={classes!("ss-button", (!has_work).then_some("ss-button--main"))} href={Page::Begin.hash()}>
                        { "开始新的一期" }
                    </a>
                </li>
                <li>
                    <span class="ss-list__main">
                        <strong>{ "已有的文件" }</strong><br />
                        <span class="ss-list__more">{ "接着填存成的草稿，或看报送过的文件；也可以把文件拖到页面上" }</span>
                    </span>
                    <span class="ss-pick">
                        <input type="file" accept=".json" multiple={true} onchange={chosen} id="open-file"
                            aria-label="打开文件" />
                        <span class="ss-button">{ icon(Icon::File) }{ "打开文件" }</span>
                    </span>
                </li>
                <li>
                    <span class="ss-list__main">
                        <strong>{ "看看怎么用" }</strong><br />
                        <span class="ss-list__more">{ "一个乡镇一个月的演示数据，单位和数字都是编的，与正式台账分开存放" }</span>
                    </span>
                    <button type="button" class="ss-button" onclick={demonstrate}>{ "打开演示月份" }</button>
                </li>
            </ul>
        </section>
    }
}
