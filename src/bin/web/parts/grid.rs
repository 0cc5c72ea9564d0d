//! The spreadsheet: a grid of many rows of which only what is in sight is drawn.
//!
//! The grid knows neither units nor findings: it asks a [`Source`] and tells the page what happened ([`GridEvent`]).
//!
//! Keys are handled at once and not through the queue of renders, which a slow machine may let grow: what is typed
//! next must meet the state that the key before it left. So the state is shared with the handlers, and the one input,
//! which is never taken off the page, gets its text and its selection from them; drawing follows. At rest the input
//! lies invisibly over the tidied text of the active cell with its own text selected, so that the first key, also the
//! first one of an input method, replaces it. (This is why the grid is a struct component, the only one.)

mod clipboard;
mod event;
mod head;
mod keys;
mod mouse;
mod row;
mod scroll;
mod source;
mod state;
mod update;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use sishang::grid::Place;
use web_sys::{Element, Event, HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::effects::keys::pressed;
use crate::effects::sized::Sized;
use crate::parts::combo;

pub(crate) use clipboard::pasted_text;
pub(crate) use event::GridEvent;
pub(crate) use head::FieldHead;
pub(crate) use source::{CellView, LayoutRef, Mark, RowHead, Source, SourceRef};

use keys::{Act, Mode};
use state::{Focus, State};

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
pub(crate) enum Deed {
    Acted(Act),
    /// A cell was pressed with the mouse; `extend` with Shift or while dragging.
    Pressed {
        place: Place,
        extend: bool,
    },
    DoublePressed(Place),
    RowPressed {
        row: usize,
        extend: bool,
    },
    ColumnPressed(usize),
    Pasted(String),
    Cut,
    Picked(usize),
    Scrolled,
    Resized,
    FocusWent,
}

pub(crate) struct Grid {
    state: Rc<RefCell<State>>,
    /// Kept while the component lives: the window was resized.
    _resized: Option<EventListener>,
    /// An input method ended; Yew has no name for it.
    composed: Option<EventListener>,
    /// The page gave the grid another size.
    sized: Option<Sized>,
}

impl Component for Grid {
    /// Something has to be drawn anew.
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let state = Rc::new(RefCell::new(State::new(ctx.props().clone())));
        // Tests draw the grid where there is no window.
        let resized = cfg!(target_arch = "wasm32").then(web_sys::window).flatten().map(|window| {
            let handler = handler(&state, ctx, |state, _: &Event| state.handle(Deed::Resized));
            EventListener::new(&window, "resize", move |event| handler.emit(event.clone()))
        });
        Self { state, _resized: resized, composed: None, sized: None }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        self.state.borrow_mut().meet(ctx.props().clone(), old);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let state = self.state.borrow();
        let props = ctx.props();
        let (source, layout) = (&*props.source.0, &*props.layout.0);
        let rows = source.rows();
        let head_px = state.row_head_px;
        let selected = state.selection.rectangle();
        let active = state.selection.anchor;
        let window = &state.window;
        let head = head::head(&head::Head {
            layout,
            fields: &props.fields,
            row_head_px: head_px,
            title: &props.title,
            shown: window.columns.clone(),
            active: active.column,
        });
        let rows_drawn = window.rows.clone().map(|at| {
            let shown = window.columns.clone();
            row::row(row::Row { source, layout, at, head_px, shown, selected: &selected, active })
        });
        let width = head_px + layout.axis.total();
        let height = u32::try_from(rows).unwrap_or(u32::MAX).saturating_mul(ROW_PX);
        html! {
            <div class="ss-grid" id={props.id.clone()}>
                <div class="ss-grid__scroller" ref={state.scroller.clone()} role="grid" aria-label={props.label.clone()}
                    aria-multiselectable="true"
                    aria-rowcount={(rows + HEAD_ROWS).to_string()} aria-colcount={(layout.columns.len() + 1).to_string()}
                    onscroll={handler(&self.state, ctx, |state, _: &Event| state.handle(Deed::Scrolled))}
                    onmousedown={handler(&self.state, ctx, mouse::pressed)} onmousemove={handler(&self.state, ctx, mouse::moved)}
                    ondblclick={handler(&self.state, ctx, mouse::double_pressed)}>
                    { head }
                    <div class="ss-grid__body" role="rowgroup" style={format!("width:{width}px;height:{height}px")}>
                        { for rows_drawn }
                        { self.editor(ctx, &state) }
                    </div>
                </div>
                { self.list(ctx, &state) }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        let mut state = self.state.borrow_mut();
        state.scroll();
        // Before the first drawing nothing has a size; afterwards the page may have given the grid another one.
        if state.measure() {
            ctx.link().send_message(());
        }
        state.settle();
        let wants_focus = state.focus == Focus::Wanted;
        let input = state.input.clone();
        if let Some(input) = input.cast::<HtmlInputElement>().filter(|_| self.composed.is_none()) {
            let ended = handler(&self.state, ctx, |state, _: &Event| state.composed());
            self.composed = Some(EventListener::new(&input, "compositionend", move |event| ended.emit(event.clone())));
        }
        let scroller = state.scroller.clone();
        // The focus calls back at once, so the state must be free.
        drop(state);
        if self.sized.is_none() {
            let sized = handler(&self.state, ctx, |state, (): &()| state.measure());
            self.sized = scroller.cast::<Element>().and_then(|scroller| Sized::watch(&scroller, sized));
        }
        if wants_focus {
            scroll::focus(&input);
        }
    }

    fn destroy(&mut self, _ctx: &Context<Self>) {
        // What was being typed when the page was turned is not lost.
        self.state.borrow_mut().commit();
    }
}

/// A handler that runs at once on the shared state; when it says so, the grid is drawn anew.
fn handler<E: 'static>(
    state: &Rc<RefCell<State>>,
    ctx: &Context<Grid>,
    deed: impl Fn(&mut State, &E) -> bool + 'static,
) -> Callback<E> {
    let (state, link) = (Rc::clone(state), ctx.link().clone());
    Callback::from(move |event: E| {
        // Only an event that the grid itself causes while it works finds the state taken.
        if let Ok(mut state) = state.try_borrow_mut()
            && deed(&mut state, &event)
        {
            link.send_message(());
        }
    })
}

impl Grid {
    /// The active cell as a row of its own over the drawn ones, which leave their place to it for those who hear the
    /// page: its input stays where it is in the document while the cell moves.
    fn editor(&self, ctx: &Context<Self>, state: &State) -> Html {
        let props = ctx.props();
        let (source, layout) = (&*props.source.0, &*props.layout.0);
        let place = state.selection.anchor;
        let exists = place.row < source.rows() && place.column < layout.columns.len();
        let view = if exists { source.cell(place) } else { CellView::default() };
        let frozen = place.column < layout.frozen;
        let left = state.row_head_px + layout.axis.start(place.column);
        let width = layout.axis.width(place.column..place.column + 1);
        let top = u32::try_from(place.row).unwrap_or(u32::MAX).saturating_mul(ROW_PX);
        let total = state.row_head_px + layout.axis.total();
        let numeric = layout.column(place.column).is_some_and(|column| column.numeric);
        let has_choices = exists && source.has_choices(place);
        let open = state.list.as_ref();
        let list_id = state.list_id();
        let picked = open.and_then(|list| list.picked).map(|at| combo::choice_id(&list_id, at));
        html! {
            <div key="active" role="row" aria-rowindex={(place.row + HEAD_ROWS + 1).to_string()}
                class="ss-grid__over" style={format!("top:{top}px;width:{total}px")}>
                <div role="gridcell" aria-colindex={(place.column + 2).to_string()} aria-selected="true"
                    aria-readonly={(!exists || props.locked || view.computed).then_some("true")}
                    aria-invalid={view.mark.is_some_and(Mark::stands).then_some("true")}
                    data-at={format!("{}:{}", place.row, place.column)} data-active="true"
                    class={classes!("ss-grid__active", frozen.then_some("ss-grid__active--frozen"), (!exists).then_some("ss-grid__active--none"))}
                    style={format!("left:{left}px;width:{width}px")}>
                    <input ref={state.input.clone()} type="text" autocomplete="off" spellcheck="false" tabindex="0"
                        class={classes!("ss-grid__input", numeric.then_some("ss-grid__input--number"))}
                        aria-label={if exists { source.name(place) } else { format!("{}，没有可填的行", props.label) }}
                        aria-describedby={props.status_id.clone()}
                        aria-invalid={view.mark.is_some_and(Mark::stands).then_some("true")}
                        role={has_choices.then_some("combobox")} aria-expanded={has_choices.then(|| open.is_some().to_string())}
                        aria-controls={open.map(|_| list_id)} aria-activedescendant={picked}
                        onkeydown={handler(&self.state, ctx, key_down)}
                        oninput={handler(&self.state, ctx, |state, event: &InputEvent| state.drafted(event.is_composing()))}
                        onfocus={handler(&self.state, ctx, |state, _: &FocusEvent| state.focus_came())}
                        onblur={handler(&self.state, ctx, |state, _: &FocusEvent| state.handle(Deed::FocusWent))}
                        oncopy={handler(&self.state, ctx, |state, event: &Event| { copy(state, event); false })}
                        oncut={handler(&self.state, ctx, |state, event: &Event| copy(state, event) && state.handle(Deed::Cut))}
                        onpaste={handler(&self.state, ctx, paste)} />
                </div>
            </div>
        }
    }

    fn list(&self, ctx: &Context<Self>, state: &State) -> Html {
        let Some(list) = &state.list else { return Html::default() };
        let pick = handler(&self.state, ctx, |state, at: &usize| state.handle(Deed::Picked(*at)));
        combo::choice_list(&state.list_id(), list, state.list_style(), pick)
    }
}

fn key_down(state: &mut State, event: &KeyboardEvent) -> bool {
    let Some(act) = pressed(event).and_then(|key| keys::act(&key, state.mode, state.list.is_some())) else {
        return false;
    };
    // At the end of the grid, or after Esc, Tab goes on to what comes next on the page.
    if matches!(act, Act::Tab { forward } if !state.tab_leads(forward)) {
        return false;
    }
    event.prevent_default();
    event.stop_propagation();
    state.handle(Deed::Acted(act))
}

/// Copies the selection, unless a text is being edited; true when it is on the clipboard.
fn copy(state: &mut State, event: &Event) -> bool {
    state.mode == Mode::Resting && clipboard::copy_text(event, &state.selected_text())
}

fn paste(state: &mut State, event: &Event) -> bool {
    let Some(text) = clipboard::pasted_text(event).filter(|_| state.mode == Mode::Resting) else { return false };
    event.prevent_default();
    state.handle(Deed::Pasted(text))
}
