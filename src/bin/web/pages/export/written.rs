//! The file is written: what it is called, how it is recognised, what to do with it.

use std::rc::Rc;

use yew::prelude::*;

use crate::effects::focus;
use crate::parts::severity;
use crate::store::{Msg, Page, Written, clock_of, use_send, use_shown};

#[derive(Properties, PartialEq, Eq)]
pub(super) struct ConfirmationProps {
    pub written: Rc<Written>,
}

/// The confirmation.
#[component]
pub(super) fn Confirmation(props: &ConfirmationProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let written = &props.written;
    use_effect_with((), |()| focus::on("written"));
    let back = Callback::from(move |_: MouseEvent| send.send(Msg::WrittenRead));
    let demonstration = shown.session().is_some_and(|session| session.book.about.demonstration);
    html! {
        <div class="ss-page">
            <section class="ss-card ss-card--main" aria-labelledby="written">
                <h1 id="written" tabindex="-1">
                    { severity::done(if written.is_final { "正式文件已存成" } else { "草稿已存成文件" }) }
                </h1>
                <dl class="ss-facts">
                    <dt>{ "文件名" }</dt><dd><strong>{ written.name.clone() }</strong></dd>
                    <dt>{ "版次" }</dt>
                    <dd>{ format!("第 {} 版（{}）", written.revision, if written.is_final { "正式" } else { "草稿" }) }</dd>
                    <dt>{ "时间" }</dt><dd>{ clock_of(&written.at, "") }</dd>
                    <dt>{ "摘要" }</dt><dd><code class="ss-digest">{ written.digest.clone() }</code></dd>
                </dl>
                <h2>{ "接下来" }</h2>
                <ol class="ss-steps">
                    <li>{ "文件在浏览器的“下载”文件夹里（浏览器问存到哪里时，存到您选的地方）。" }</li>
                    if demonstration {
                        <li>{ "这是演示数据，不要报送。" }</li>
                    } else if written.is_final {
                        <li>{ "把它按单位的规定报给上级（内网、U盘等），不要用公共聊天工具传：里面有企业的资料。" }</li>
                        <li>{ "接收的人核对摘要的前几位，就知道文件没有改过、没有损坏。" }</li>
                    } else {
                        <li>{ "这是草稿，用来备份或换电脑接着填，不要当作报送文件。" }</li>
                    }
                    if !demonstration {
                        <li>{ "拷一份留好：下个月从它结转。" }</li>
                    }
                </ol>
                <div class="ss-actions">
                    <a class="ss-button ss-button--main" href={Page::Home.hash()}>{ "回首页" }</a>
                    <button type="button" class="ss-button" onclick={back}>{ "回到核对页" }</button>
                </div>
            </section>
        </div>
    }
}
