//! Dialogs: the help, and questions that need an answer before anything goes on.

use yew::prelude::*;

use super::icon::{Icon, icon};
use crate::actions::open::{self, How};
use crate::store::dialog::Opened;
use crate::store::{Dialog, Msg, use_send, use_shown};

/// The dialog that is on screen, if any.
#[component]
pub(crate) fn Dialogs() -> Html {
    let shown = use_shown();
    match &shown.dialog {
        None => Html::default(),
        Some(Dialog::Help) => html! { <Frame title="帮助和快捷键">{ help() }</Frame> },
        Some(Dialog::Clear { id, what, unsaved }) => {
            html! { <Frame title="清除本机数据"><Clear id={id.clone()} what={what.clone()} unsaved={*unsaved} /></Frame> }
        }
        Some(Dialog::OpenElsewhere { id, what }) => {
            html! {
                <Frame title="这份台账已在另一个窗口打开"><Elsewhere id={id.clone()} what={what.clone()} /></Frame>
            }
        }
        Some(Dialog::GatherAnew) => html! { <Frame title="另外开始一个汇总"><GatherAnew /></Frame> },
        Some(Dialog::SameWork(opened)) => {
            html! { <Frame title="本机已有这一期的台账"><SameWork opened={opened.clone()} /></Frame> }
        }
    }
}

#[derive(Properties, PartialEq)]
struct FrameProps {
    title: AttrValue,
    children: Html,
}

/// A box over the page that keeps the focus. `<dialog>` would do it alone, but Firefox has it only from 98 on.
#[component]
fn Frame(props: &FrameProps) -> Html {
    let send = use_send();
    let close = Callback::from(move |_: MouseEvent| send.send(Msg::DialogClosed));
    use_effect_with((), |()| {
        let before = crate::effects::focus::current();
        crate::effects::focus::on("dialog");
        move || crate::effects::focus::give_back(before)
    });
    html! {
        <div class="ss-dialog" role="dialog" aria-modal="true" aria-labelledby="dialog-title">
            <div class="ss-dialog__box" id="dialog" tabindex="-1" onkeydown={Callback::from(crate::effects::focus::keep_inside)}>
                <div class="ss-dialog__head">
                    <h2 id="dialog-title">{ props.title.clone() }</h2>
                    <button type="button" class="ss-button ss-button--quiet" onclick={close} aria-label="关闭">
                        { icon(Icon::Close) }
                    </button>
                </div>
                { props.children.clone() }
            </div>
        </div>
    }
}

/// The shortcuts, and where to find more.
fn help() -> Html {
    let groups: [(&str, &[(&str, &str)]); 4] = [
        (
            "任何页面",
            &[
                ("F1 或 ?", "打开本帮助（在填数的格子里，F1 是看指标解释）"),
                ("Ctrl+S", "存成文件（草稿，可随时打开接着填）"),
                ("Ctrl+Z", "撤销"),
                ("Ctrl+Y", "重做"),
                ("Alt+1 … Alt+5", "首页、填报、审核、导出、制度"),
                ("Ctrl+B", "跳转以后回到刚才的页"),
                ("Esc", "关闭对话框，放弃正在输入的一格"),
            ],
        ),
        (
            "表格里",
            &[
                ("方向键、Tab、Enter", "在格子之间移动；Enter 和 Tab 同时确认输入"),
                ("直接打字", "重新填写这一格"),
                ("F2", "在原来的内容上修改"),
                ("Delete", "清空选中的格子"),
                ("Shift+方向键", "选中一片格子"),
                ("Ctrl+C、Ctrl+V", "复制、粘贴（可以和 Excel、WPS 互相粘贴）"),
                ("Ctrl+D", "用第一行向下填充"),
                ("F8、Shift+F8", "下一条、上一条审核结果"),
                (
                    "Alt+↓",
                    "代码格：打开下拉表（也可以直接打代码、名称或拼音首字母）；数值格、选中的一片：注明不适用、缺报，或把0确认为真零",
                ),
                ("“标注…”按钮", "给选中的许多空格、0注明，或把选中的各行设为预计、快报、正式"),
                ("Ctrl+Enter", "打开这一户（个）的单位页；在那里用 Alt+PgUp、Alt+PgDn 换单位"),
                ("Esc，再按 Tab", "离开表格"),
            ],
        ),
        (
            "审核页",
            &[("↑ ↓ 或 F8", "逐条看"), ("Enter", "到那一格去改，Ctrl+B 回来"), ("E", "写说明；Ctrl+Enter 记下说明")],
        ),
        (
            "数据在哪里",
            &[
                ("本机", "每填一格就存入这台电脑的这个浏览器，关掉、断电后重新打开还在"),
                ("文件", "存成的文件才是正式的备份，可以拷走、报送，也可以在别的电脑上打开接着填"),
                ("网络", "本页不联网，不发送任何数据"),
            ],
        ),
    ];
    html! {
        <div class="ss-help">
            for (title, lines) in groups {
                <section>
                    <h3>{ title }</h3>
                    <dl>
                        for (keys, what) in lines {
                            <div><dt>{ *keys }</dt><dd>{ *what }</dd></div>
                        }
                    </dl>
                </section>
            }
        </div>
    }
}

#[derive(Properties, PartialEq, Eq)]
struct ClearProps {
    id: AttrValue,
    what: AttrValue,
    unsaved: u64,
}

#[component]
fn Clear(props: &ClearProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let (stop, go) = {
        let (a, id) = (send.clone(), props.id.clone());
        (
            Callback::from(move |_: MouseEvent| a.send(Msg::DialogClosed)),
            Callback::from(move |_: MouseEvent| {
                send.send(Msg::DialogClosed);
                open::clear(&shown, &send, &id);
            }),
        )
    };
    html! {
        <>
            <p>{ format!("要从这台电脑清除“{}”吗？清除以后只有存成的文件能找回来。", props.what) }</p>
            if props.unsaved > 0 {
                <p class="ss-strong">{ format!("其中有 {} 处改动还没有存成文件，清除就没有了。", props.unsaved) }</p>
            }
            <div class="ss-actions">
                <button type="button" class="ss-button ss-button--main" onclick={stop}>{ "不清除" }</button>
                <button type="button" class="ss-button ss-button--danger" onclick={go}>{ "清除" }</button>
            </div>
        </>
    }
}

#[component]
fn GatherAnew() -> Html {
    let (shown, send) = (use_shown(), use_send());
    let (stop, go) = {
        let a = send.clone();
        (
            Callback::from(move |_: MouseEvent| a.send(Msg::DialogClosed)),
            Callback::from(move |_: MouseEvent| {
                send.send(Msg::DialogClosed);
                crate::actions::gather::start_anew(&shown, &send);
            }),
        )
    };
    html! {
        <>
            <p>{ "现在这个汇总里收到的文件、作的决定、写的退回意见会从这台电脑清除。各单位报来的原文件不受影响；要留住决定，先在“上报”里存成汇总包。" }</p>
            <div class="ss-actions">
                <button type="button" class="ss-button ss-button--main" onclick={stop}>{ "先不" }</button>
                <button type="button" class="ss-button ss-button--danger" onclick={go}>{ "清除，另外开始" }</button>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq, Eq)]
struct ElsewhereProps {
    id: AttrValue,
    what: AttrValue,
}

#[component]
fn Elsewhere(props: &ElsewhereProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let choose = |how: How| {
        let (shown, send, id, what) = (shown.clone(), send.clone(), props.id.clone(), props.what.clone());
        Callback::from(move |_: MouseEvent| {
            send.send(Msg::DialogClosed);
            open::kept(&shown, &send, &id, &what, how);
        })
    };
    let stop = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.send(Msg::DialogClosed))
    };
    html! {
        <>
            <p>{ format!("“{}”正在另一个窗口填报。两个窗口不能同时改同一份台账。", props.what) }</p>
            <div class="ss-actions">
                <button type="button" class="ss-button ss-button--main" onclick={stop}>{ "回那个窗口填" }</button>
                <button type="button" class="ss-button" onclick={choose(How::ToLook)}>{ "在这里只看" }</button>
                <button type="button" class="ss-button" onclick={choose(How::TakeOver)}>
                    { "在这里接着填，那个窗口改为只看" }
                </button>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct SameProps {
    opened: std::rc::Rc<Opened>,
}

#[component]
fn SameWork(props: &SameProps) -> Html {
    let (shown, send) = (use_shown(), use_send());
    let Some((id, what)) = props.opened.kept.clone() else { return Html::default() };
    let keep = {
        let (shown, send, what) = (shown.clone(), send.clone(), what.clone());
        Callback::from(move |_: MouseEvent| {
            send.send(Msg::DialogClosed);
            open::kept(&shown, &send, &id, &what, How::ToWork);
        })
    };
    let file = {
        let opened = std::rc::Rc::clone(&props.opened);
        Callback::from(move |_: MouseEvent| {
            send.send(Msg::DialogClosed);
            crate::actions::files::go_on(&shown, &send, &opened);
        })
    };
    html! {
        <>
            <p>{ format!("文件“{}”是{what}的，本机存着同一期的台账。接着哪一份填？", props.opened.name) }</p>
            <p>{ "打开文件会另外存成一份，本机原有的那份不动。" }</p>
            <div class="ss-actions">
                <button type="button" class="ss-button ss-button--main" onclick={keep}>{ "接着本机的填" }</button>
                <button type="button" class="ss-button" onclick={file}>{ "打开文件，另存一份" }</button>
            </div>
        </>
    }
}
