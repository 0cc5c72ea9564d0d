//! The spreadsheet: a grid of many rows of which only what is in sight is drawn.
//!
//! The grid knows neither units nor findings: it asks a [`Source`] and tells the page what happened ([`GridEvent`]).
//!
//! It is a struct component, the only one: keys may come faster than renders, so that each has to meet the state that
//! the one before it left, and focus and scroll position have to be set after drawing.
//!
//! The active cell always holds the focused input. At rest that input lies invisibly over the tidied text with its own
//! text selected, so that the first key, also the first key of an input method, replaces it without being lost.

mod choices;
mod clipboard;
mod event;
mod head;
mod keys;
mod row;
mod scroll;
mod source;
mod state;
mod update;

use std::rc::Rc;

use sishang::grid::Place;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent, MouseEvent};
use yew::prelude::*;

use crate::effects::keys::pressed;

pub(crate) use event::GridEvent;
pub(crate) use head::FieldHead;
pub(crate) use source::{CellView, LayoutRef, Mark, RowHead, Source, SourceRef};

use keys::{Act, Mode};
use state::State;

/// Height of a row.
const ROW_PX: u32 = 30;
/// Height of the head, and how many rows it has.
const HEAD_PX: u32 = 80;
const HEAD_ROWS: usize = 3;
/// Width of the row's number with its mark.
const NUMBER_PX: u32 = 56;
/// Width of the unit's name beside it.
const TITLE_PX: u32 = 196;

/// Where the page wants the active cell to be; a new serial number moves it there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Jump {
    pub place: Place,
    pub serial: u32,
    /// Whether the grid takes the focus too.
    pub focus: bool,
}

/// How the clerk likes the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct GridHabits {
    /// 回车方向: Enter moves right instead of down.
    pub enter_right: bool,
    /// Tab leaves the grid instead of going to the next cell.
    pub tab_leaves: bool,
}

#[derive(Properties, PartialEq, Clone)]
pub(crate) struct Props {
    /// Unique on the page.
    pub id: AttrValue,
    /// What the grid is, for those who hear the page.
    pub label: AttrValue,
    pub layout: LayoutRef,
    /// One for each field of the layout.
    pub fields: Rc<[FieldHead]>,
    pub source: SourceRef,
    /// Head of the unit's name; empty where the first column holds it.
    #[prop_or_default]
    pub title: AttrValue,
    #[prop_or_default]
    pub jump: Jump,
    #[prop_or_default]
    pub habits: GridHabits,
    /// Rows may be added by pasting below the last one.
    #[prop_or_default]
    pub may_add: bool,
    /// Nothing can be typed.
    #[prop_or_default]
    pub locked: bool,
    /// Id of the line that says what is wrong with the active cell.
    pub status_id: AttrValue,
    pub on_event: Callback<GridEvent>,
}

/// What happens to the grid.
pub(crate) enum Msg {
    Acted(Act),
    /// The input of the active cell holds another text.
    Drafted(String),
    /// A cell was pressed with the mouse; `extend` with Shift or while dragging.
    Pressed { place: Place, extend: bool },
    DoublePressed(Place),
    RowPressed { row: usize, extend: bool },
    ColumnPressed(usize),
    Pasted(String),
    Cut,
    Picked(usize),
    Scrolled,
    Resized,
    FocusCame,
    FocusWent,
}

pub(crate) struct Grid {
    state: State,
    scroller: NodeRef,
    input: NodeRef,
    /// The cell whose input was last given the focus, with the text it had.
    focused: Option<(Place, Mode, AttrValue)>,
    /// Kept while the component lives: the window was resized.
    _resized: Option<gloo::events::EventListener>,
}

impl Component for Grid {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let mut state = State::default();
        state.meet(ctx.props());
        state.jump_to(ctx.props());
        let link = ctx.link().clone();
        let resized = web_sys::window().filter(|_| cfg!(target_arch = "wasm32")).map(|window| {
            gloo::events::EventListener::new(&window, "resize", move |_| link.send_message(Msg::Resized))
        });
        Self { state, scroller: NodeRef::default(), input: NodeRef::default(), focused: None, _resized: resized }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let props = ctx.props();
        self.state.meet(props);
        if old.jump != props.jump {
            self.commit(props);
            self.state.jump_to(props);
            self.tell_selection(props);
        }
        true
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        self.handle(ctx.props(), msg)
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let (source, layout) = (&*props.source.0, &*props.layout.0);
        let rows = source.rows();
        let row_head_px = self.state.row_head_px;
        let selected = self.state.selection.rectangle();
        let active = self.state.selection.anchor;
        let window = &self.state.window;
        let beside = (active.row < rows && !window.rows.contains(&active.row)).then_some(active.row);
        let head = head::head(&head::Head {
            layout,
            fields: &props.fields,
            row_head_px,
            title: &props.title,
            shown: window.columns.clone(),
            active: active.column,
        });
        let rows_drawn = window.rows.clone().chain(beside).map(|row| {
            let editor = (row == active.row).then(|| self.editor(ctx));
            let shown = window.columns.clone();
            row::row(row::Row { source, layout, at: row, head_px: row_head_px, shown, selected: &selected, active, editor })
        });
        let width = row_head_px + layout.axis.total();
        let height = u32::try_from(rows).unwrap_or(u32::MAX).saturating_mul(ROW_PX);
        let mouse = MouseHandlers::new(ctx, self.state.mode);
        html! {
            <div class="ss-grid" id={props.id.clone()}>
                <div class="ss-grid__scroller" ref={self.scroller.clone()} role="grid" aria-label={props.label.clone()}
                    aria-multiselectable="true"
                    aria-rowcount={(rows + HEAD_ROWS).to_string()} aria-colcount={(layout.columns.len() + 1).to_string()}
                    onscroll={ctx.link().callback(|_| Msg::Scrolled)}
                    onmousedown={mouse.down} onmousemove={mouse.moved} ondblclick={mouse.double}
                    onfocusin={ctx.link().callback(|_| Msg::FocusCame)}
                    onfocusout={ctx.link().callback(|_| Msg::FocusWent)}>
                    { head }
                    <div class="ss-grid__body" role="rowgroup" style={format!("width:{width}px;height:{height}px")}>
                        { for rows_drawn }
                    </div>
                </div>
                { self.list(ctx) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.measure(ctx.props());
        }
        self.settle(ctx.props(), first && ctx.props().jump.focus);
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        // What was being typed when the page was turned is not lost.
        self.commit(ctx.props());
    }
}

impl Grid {
    /// The input of the active cell.
    fn editor(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let place = self.state.selection.anchor;
        let source = &*props.source.0;
        let resting = self.state.mode == Mode::Resting;
        let open = self.state.list.is_some();
        let list_id = Self::list_id(props);
        let picked = self.state.list.as_ref().and_then(|list| list.picked).map(|at| choices::choice_id(&list_id, at));
        let numeric = props.layout.0.column(place.column).is_some_and(|column| column.numeric);
        let link = ctx.link();
        html! {
            <input ref={self.input.clone()} type="text" autocomplete="off" spellcheck="false" tabindex="0"
                class={classes!("ss-grid__input", resting.then_some("ss-grid__input--resting"),
                    numeric.then_some("ss-grid__input--number"))}
                value={self.state.shown_text(source)}
                readonly={!self.state.is_editable(props)}
                aria-label={source.name(place)} aria-describedby={props.status_id.clone()}
                role={source.has_choices(place).then_some("combobox")}
                aria-expanded={source.has_choices(place).then(|| open.to_string())}
                aria-controls={open.then_some(list_id)} aria-activedescendant={picked}
                onkeydown={self.on_key(ctx)}
                oninput={link.callback(|event: InputEvent| Msg::Drafted(input_of(&event).map_or_else(String::new, |input| input.value())))}
                oncopy={self.on_copy(ctx)} oncut={self.on_cut(ctx)} onpaste={self.on_paste(ctx)} />
        }
    }

    fn on_key(&self, ctx: &Context<Self>) -> Callback<KeyboardEvent> {
        let mode = self.state.mode;
        let listed = self.state.list.is_some();
        let tab = (self.state.tab_leads(ctx.props(), true), self.state.tab_leads(ctx.props(), false));
        ctx.link().batch_callback(move |event: KeyboardEvent| {
            let act = keys::act(&pressed(&event)?, mode, listed)?;
            if let Act::Tab { forward } = act {
                // At the end of the grid, or after Esc, the key goes on to what comes next on the page.
                let leads = if forward { tab.0 } else { tab.1 };
                if !leads {
                    return None;
                }
            }
            event.prevent_default();
            event.stop_propagation();
            Some(Msg::Acted(act))
        })
    }

    fn on_copy(&self, ctx: &Context<Self>) -> Callback<Event> {
        let (props, state) = (ctx.props().clone(), self.state.copied());
        Callback::from(move |event: Event| {
            if let Some(selection) = state {
                clipboard::copy_text(&event, &State::copy_of(&props, selection));
            }
        })
    }

    fn on_cut(&self, ctx: &Context<Self>) -> Callback<Event> {
        let (props, state) = (ctx.props().clone(), self.state.copied());
        ctx.link().batch_callback(move |event: Event| {
            let copied = clipboard::copy_text(&event, &State::copy_of(&props, state?));
            copied.then_some(Msg::Cut)
        })
    }

    fn on_paste(&self, ctx: &Context<Self>) -> Callback<Event> {
        let resting = self.state.mode == Mode::Resting;
        ctx.link().batch_callback(move |event: Event| {
            if !resting {
                return None;
            }
            let text = clipboard::pasted_text(&event)?;
            event.prevent_default();
            Some(Msg::Pasted(text))
        })
    }

    fn list_id(props: &Props) -> String {
        format!("{}-list", props.id)
    }

    fn list(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let Some(list) = &self.state.list else { return Html::default() };
        let spot = self.list_spot(props);
        let pick = ctx.link().callback(Msg::Picked);
        choices::choice_list(&Self::list_id(props), &list.choices, list.picked, spot, pick)
    }

    fn tell_selection(&self, props: &Props) {
        props.on_event.emit(GridEvent::Selected(self.state.selection));
    }

    /// Gives the text that is being typed to the page.
    fn commit(&mut self, props: &Props) {
        if let Some((place, text)) = self.state.take_draft() {
            let source = &*props.source.0;
            if source.text(place).as_str() != text {
                props.on_event.emit(GridEvent::Typed(vec![(place, text)]));
            }
            props.on_event.emit(GridEvent::Drafted(None));
        }
    }
}

/// The handlers of the mouse; one each for the whole grid, which tells cells by `data-at`.
struct MouseHandlers {
    down: Callback<MouseEvent>,
    moved: Callback<MouseEvent>,
    double: Callback<MouseEvent>,
}

impl MouseHandlers {
    fn new(ctx: &Context<Grid>, mode: Mode) -> Self {
        let down = ctx.link().batch_callback(move |event: MouseEvent| {
            if event.button() != 0 {
                return None;
            }
            // In a text that is being edited the mouse sets the caret.
            if mode != Mode::Resting && input_of(&event).is_some() {
                return None;
            }
            let msg = target(&event, event.shift_key())?;
            event.prevent_default();
            Some(msg)
        });
        let moved = ctx.link().batch_callback(move |event: MouseEvent| {
            if event.buttons() & 1 == 0 || mode != Mode::Resting {
                return None;
            }
            match target(&event, true)? {
                msg @ (Msg::Pressed { .. } | Msg::RowPressed { .. }) => Some(msg),
                _ => None,
            }
        });
        let double = ctx.link().batch_callback(move |event: MouseEvent| match target(&event, false)? {
            Msg::Pressed { place, .. } => Some(Msg::DoublePressed(place)),
            _ => None,
        });
        Self { down, moved, double }
    }
}

/// What of the grid the mouse is on.
fn target(event: &MouseEvent, extend: bool) -> Option<Msg> {
    let element = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let holder = element.closest("[data-at],[data-row],[data-column]").ok()??;
    if let Some(at) = holder.get_attribute("data-at") {
        let (row, column) = at.split_once(':')?;
        return Some(Msg::Pressed { place: Place::new(row.parse().ok()?, column.parse().ok()?), extend });
    }
    if let Some(row) = holder.get_attribute("data-row") {
        return Some(Msg::RowPressed { row: row.parse().ok()?, extend });
    }
    Some(Msg::ColumnPressed(holder.get_attribute("data-column")?.parse().ok()?))
}

fn input_of(event: &Event) -> Option<HtmlInputElement> {
    event.target()?.dyn_into::<HtmlInputElement>().ok()
}
