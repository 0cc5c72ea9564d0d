//! 名录 and 填报: a form of many units as a grid.

mod adding;
mod deeds;
mod kept;
mod marking;
mod removal;
mod rows;
mod sheet;
mod single;
mod status;
mod toolbar;

use std::rc::Rc;
use std::sync::Arc;

use sishang::grid::{ColumnChoice, Layout, Place, Selection, next_of};
use sishang::scheme::FormId;
use sishang::workbook::{RowKey, Table};
use yew::prelude::*;

pub(crate) use deeds::paste_report;
pub(crate) use kept::{Filter, SETTING as HABITS, lasting as lasting_habits, take_up as take_up_habits};
pub(crate) use rows::is_unfilled;
pub(crate) use sheet::slot_named;

use crate::actions;
use crate::parts::figures;
use crate::parts::grid::{Grid, GridEvent, GridHabits, Jump, LayoutRef, SourceRef};
use crate::parts::same::{Same, SameArc, SessionRef};
use crate::store::{CellName, Page, use_send, use_shown};
use adding::Adding;
use deeds::Deeds;
use kept::Kept;
use removal::Removal;
use sheet::Sheet;
use single::SinglePage;
use status::Status;
use toolbar::{Tool, Toolbar};

/// The page.
#[component]
pub(crate) fn Fill() -> Html {
    let shown = use_shown();
    let (Page::Fill { form: key, at }, Some(work)) = (&shown.page, &shown.work) else { return Html::default() };
    let session = Same(Rc::clone(&work.session));
    match session.scheme.form(key) {
        Some(form) if session.scheme[form].single().is_some() => {
            html! { <SinglePage key={key.clone()} {session} {form} at={at.clone()} locked={!work.is_open()} /> }
        }
        // Another form is another page: nothing of the grid's state is carried along.
        Some(form) => {
            html! { <FormPage key={key.clone()} {session} {form} at={at.clone()} locked={!work.is_open()} /> }
        }
        None => html! { <p class="ss-empty">{ format!("现在的报表制度里没有“{key}”这张表。") }</p> },
    }
}

#[derive(Properties, PartialEq)]
struct FormProps {
    session: SessionRef,
    form: FormId,
    at: Option<CellName>,
    locked: bool,
}

#[component]
fn FormPage(props: &FormProps) -> Html {
    let send = use_send();
    let FormProps { session, form, at, locked } = props;
    let (form, locked) = (*form, *locked);
    let def = &session.scheme[form];
    let form_key = def.key.clone();
    let left = use_memo(form_key.clone(), |key| kept::kept(key));
    let choice = use_state_eq(|| left.choice.clone());
    let filter = use_state_eq(|| left.filter);
    let query = use_state_eq(|| left.query.clone());
    let habits = use_state_eq(kept::habits);
    let selection = use_state_eq(|| Selection::at(left.place));
    let draft = use_state_eq(|| None::<AttrValue>);
    let jump = use_state_eq(|| Jump { place: left.place, serial: 0, focus: true });
    let removal = use_state_eq(|| None::<Vec<RowKey>>);
    let adding = use_state_eq(|| false);
    // A row that was asked for and is not there yet: go to it when it comes.
    let awaited = use_mut_ref(|| None::<usize>);

    let all = use_asked(session, form);
    let keys = {
        let session = session.clone();
        use_memo((form, *filter, (*query).clone(), all.clone()), move |(form, filter, query, all)| {
            Rc::<[RowKey]>::from(rows::shown_keys(&session, *form, all, *filter, query))
        })
    };
    let layout = {
        let session = session.clone();
        use_memo((form, (*choice).clone(), SameArc(Arc::clone(&session.scheme))), move |(form, choice, _)| {
            let layout = Layout::of_period(&session.scheme[*form], choice, session.book.about.period);
            let layout = Rc::new(layout);
            (Sheet::heads(&session, *form, &layout), layout)
        })
    };
    let sheet = {
        let layout = Rc::clone(&layout.1);
        let all = all.clone();
        use_memo((session.clone(), form, Same(Rc::clone(&layout)), (*keys).clone()), move |(session, form, _, keys)| {
            Rc::new(Sheet::new(Rc::clone(&session.0), *form, layout, keys.clone(), &all))
        })
    };
    let sheet: Rc<Sheet> = Rc::clone(&sheet);
    let go = {
        let jump = jump.clone();
        move |place: Place| jump.set(Jump { place, serial: jump.serial + 1, focus: true })
    };

    // The address names a cell: go there, and show it if a filter or a choice of columns hides it.
    {
        let (sheet, go, filter, query, choice) =
            (Rc::clone(&sheet), go.clone(), filter.clone(), query.clone(), choice.clone());
        let named = use_mut_ref(|| None::<CellName>);
        use_effect_with((at.clone(), Same(Rc::clone(&sheet))), move |(at, _)| {
            let Some(at) = at.as_ref() else {
                // The same cell may be named again later.
                *named.borrow_mut() = None;
                return;
            };
            if named.borrow().as_ref() == Some(at) {
                return;
            }
            let Some(slot) = slot_named(&sheet.session, sheet.form, &at.cell) else { return };
            match sheet.place_of(&at.key, slot) {
                Some(place) if sheet.cell_at(place).is_some_and(|(_, shown)| shown == slot) => {
                    *named.borrow_mut() = Some(at.clone());
                    go(place);
                }
                _ => {
                    filter.set(Filter::All);
                    query.set(String::new());
                    choice.set(ColumnChoice::default());
                }
            }
        });
    }
    // A row that was added is there now.
    {
        let (awaited, go) = (awaited.clone(), go.clone());
        use_effect_with((*keys).clone(), move |keys| {
            let row = awaited.borrow().filter(|&row| row < keys.len());
            if let Some(row) = row {
                *awaited.borrow_mut() = None;
                go(Place::new(row, 0));
            }
        });
    }
    {
        let kept =
            Kept { choice: (*choice).clone(), filter: *filter, query: (*query).clone(), place: selection.anchor };
        use_effect_with((form_key.clone(), kept), |(form, kept)| {
            if kept::keep(form, kept.clone()) {
                actions::habits::write();
            }
        });
    }

    let on_event = {
        let deeds = Deeds { sheet: Rc::clone(&sheet), send: send.clone() };
        let (selection, draft, go) = (selection.clone(), draft.clone(), go.clone());
        use_callback((Same(Rc::clone(&sheet)), *selection), move |event: GridEvent, (_, selected)| match event {
            GridEvent::Selected(now) => selection.set(now),
            GridEvent::Drafted(text) => draft.set(text),
            GridEvent::FindingSought { forward } => {
                match next_of(&deeds.sheet.marked_places(), selected.anchor, forward) {
                    Some(place) => go(place),
                    None => deeds.send.say("这张表里没有审核问题"),
                }
            }
            event => deeds.take(event, selected.anchor),
        })
    };
    let on_tool = {
        let deeds = Deeds { sheet: Rc::clone(&sheet), send };
        let (choice, filter, query, habits, removal, adding) =
            (choice.clone(), filter.clone(), query.clone(), habits.clone(), removal.clone(), adding.clone());
        let awaited = awaited.clone();
        let (selected, go, on_event) = (*selection, go.clone(), on_event.clone());
        Callback::from(move |tool: Tool| match tool {
            Tool::Columns(now) => {
                // The active cell stays the same, wherever it stands among the columns then.
                let sheet = &deeds.sheet;
                let then = Layout::of_period(&sheet.session.scheme[sheet.form], &now, sheet.session.book.about.period);
                let at = sheet.field_at(selected.anchor).and_then(|(_, slot)| then.find(slot.field, slot.column));
                choice.set(now);
                if let Some(column) = at {
                    go(Place::new(selected.anchor.row, column));
                }
            }
            Tool::Filter(now) => filter.set(now),
            Tool::Query(now) => query.set(now),
            Tool::Habits(now) => {
                kept::keep_habits(now);
                actions::habits::write();
                habits.set(now);
            }
            // Whose row it is has to be said first.
            Tool::AddRow { .. } if deeds.sheet.is_detail() => adding.set(true),
            Tool::AddRow { above } => {
                let row = if above { selected.rectangle().rows.start } else { deeds.sheet.keys.len() };
                filter.set(Filter::All);
                query.set(String::new());
                *awaited.borrow_mut() = Some(deeds.add_row(above.then_some(row)));
            }
            Tool::RemoveRows => {
                let rows = selected.rectangle().rows;
                let keys: Vec<RowKey> = rows.filter_map(|row| deeds.sheet.keys.get(row).cloned()).collect();
                if !keys.is_empty() {
                    removal.set(Some(keys));
                }
            }
            Tool::Seek { forward } => on_event.emit(GridEvent::FindingSought { forward }),
            Tool::OpenUnit => deeds.open_unit(selected.anchor),
            Tool::Mark(mark) => deeds.mark(selected.rectangle().places(), mark),
            Tool::Stand(standing) => deeds.stand(selected.rectangle().rows, standing),
            Tool::Stay => go(selected.anchor),
        })
    };
    let on_removal = {
        let (removal, jump) = (removal.clone(), jump.clone());
        let (deeds, anchor) = (Deeds { sheet: Rc::clone(&sheet), send: use_send() }, selection.anchor);
        Callback::from(move |sure: bool| {
            if let (true, Some(keys)) = (sure, &*removal) {
                deeds.remove(keys.clone());
            }
            removal.set(None);
            jump.set(Jump { place: anchor, serial: jump.serial + 1, focus: true });
        })
    };

    let on_chosen = {
        let (adding, filter, query, jump) = (adding.clone(), filter.clone(), query.clone(), jump.clone());
        let (deeds, anchor) = (Deeds { sheet: Rc::clone(&sheet), send: use_send() }, selection.anchor);
        Callback::from(move |of: Option<RowKey>| {
            adding.set(false);
            match of {
                Some(of) => {
                    filter.set(Filter::All);
                    query.set(String::new());
                    *awaited.borrow_mut() = Some(deeds.add_detail(of));
                }
                None => jump.set(Jump { place: anchor, serial: jump.serial + 1, focus: true }),
            }
        })
    };

    let title = if def.is_roster() {
        String::new()
    } else {
        let roster = figures::roster_of(session, form);
        let named = session.scheme[roster].roster().map(|def| def.title);
        named.map_or_else(String::new, |field| session.scheme[roster][field].short.clone())
    };
    let here = sheet.field_at(selection.anchor).map(|(key, slot)| (key.clone(), slot));
    let may_add =
        *filter == Filter::All && query.is_empty() && (def.is_roster() || sheet.is_detail() && !all.is_empty());
    html! {
        <div class="ss-fill">
            { head(session, form) }
            <p class="ss-paper">{ "这一页是填数用的，打印不全。要打印整张表，在“导出”页点“存成 Excel 副本”，用 Excel、WPS 打印；只要一户的，在单位页打印。" }</p>
            <Toolbar session={session.clone()} {form} choice={(*choice).clone()} filter={*filter}
                query={AttrValue::from((*query).clone())} habits={*habits} {locked} total={all.len()}
                shown={keys.len()} selected={selection.rectangle().rows.len()} {on_tool} />
            if let Some(keys) = &*removal {
                <Removal session={session.clone()} {form} keys={keys.clone()} on_answer={on_removal} />
            }
            if *adding {
                <Adding session={session.clone()} {form} beside={sheet.member(selection.anchor.row).cloned()} {on_chosen} />
            }
            if all.is_empty() {
                { nothing_to_fill(session, form) }
            }
            <Grid id="fill-grid" label={def.label.clone()} layout={LayoutRef(Rc::clone(&layout.1))}
                fields={Rc::clone(&layout.0)} source={SourceRef(Rc::clone(&sheet) as Rc<dyn crate::parts::grid::Source>)}
                title={title} jump={*jump} habits={*habits} {may_add} {locked} status_id="fill-status" {on_event} />
            <Status id="fill-status" session={session.clone()} {form} {here} draft={(*draft).clone()} {locked}
                selected={*selection} sheet={Same(Rc::clone(&sheet))} />
        </div>
    }
}

/// The records that the form asks for. Worked out again only when the roster changes.
#[hook]
fn use_asked(session: &SessionRef, form: FormId) -> Rc<[RowKey]> {
    let roster = figures::roster_of(session, form);
    let table = |form: FormId| session.book.tables.get(form.index()).map(|table| SameArc(Arc::clone(table)));
    // Details come and go on their own.
    let own: Option<SameArc<Table>> = table(form).filter(|_| session.scheme[form].detail().is_some());
    let tables = (table(roster), own);
    let session = session.clone();
    let asked = use_memo((form, tables), move |(form, _)| Rc::<[RowKey]>::from(figures::keys_asked(&session, *form)));
    (*asked).clone()
}

/// The form by name and number, with who issued it.
fn head(session: &SessionRef, form: FormId) -> Html {
    let def = &session.scheme[form];
    html! {
        <div class="ss-fill__head">
            <h1 class="ss-fill__title">{ &def.label }</h1>
            <p class="ss-fill__issued">{ issued_line(&def.number, &session.scheme.issued(form)) }</p>
        </div>
    }
}

/// 表号, 制定机关, 批准文号 and 有效期: a form without them may be refused.
fn issued_line(number: &str, issued: &sishang::scheme::Issued) -> String {
    let mut parts = Vec::new();
    if !number.is_empty() {
        parts.push(format!("表号：{number}"));
    }
    if !issued.authority.is_empty() {
        parts.push(format!("制定机关：{}", issued.authority));
    }
    if !issued.approval.is_empty() {
        parts.push(format!("文号：{}", issued.approval));
    }
    if let Some(until) = issued.valid_until {
        parts.push(format!("有效期至：{}", until.chinese()));
    }
    parts.join("　")
}

fn nothing_to_fill(session: &SessionRef, form: FormId) -> Html {
    let def = &session.scheme[form];
    if def.is_roster() {
        return html! {
            <p class="ss-empty">{ "名录还是空的。点“加一行”，或者在 Excel、WPS 里复制一块，在这里按 Ctrl+V 粘贴；上个月的文件可以在首页打开带过来。" }</p>
        };
    }
    let roster = figures::roster_of(session, form);
    if def.detail().is_some() {
        let whose = session.scheme[roster].roster().map_or("", |roster| roster.join_label.as_str());
        return html! {
            <p class="ss-empty">{ format!("还没有内容。有要填的，点“加一行”，选好是哪个{whose}。没有就不用填。") }</p>
        };
    }
    html! {
        <p class="ss-empty">{ "名录里没有要填这张表的单位。先在" }
            <a href={Page::fill(&session.scheme[roster].key).hash()}>{ &session.scheme[roster].label }</a>
            { "里填好行业代码和入库状态。" }</p>
    }
}

/// Habits as a property of the toolbar.
pub(crate) type Habits = GridHabits;

#[cfg(test)]
mod tests {
    use sishang::workbook::{Command, Stamp};

    use super::Fill;
    use crate::store::{AppState, Msg, Page};
    use crate::testing::{NOW, after, demonstration, html_of};

    fn page(state: AppState, form: &str) -> String {
        html_of(after(state, [Msg::PageTurned(Page::fill(form))]), || yew::html! { <Fill /> })
    }

    #[test]
    fn the_grid_says_its_size_and_describes_its_active_cell() {
        let state = demonstration();
        let form = state.scheme.form("industry").unwrap();
        let asked = crate::parts::figures::keys_asked(state.session().unwrap(), form).len();
        let html = page(state, "industry");
        assert!(html.contains(r#"role="grid" aria-label="工业月度调度表""#), "{html}");
        // Three lines of head above the units.
        assert!(html.contains(&format!(r#"aria-rowcount="{}""#, asked + 3)));
        assert!(html.contains(
            r#"aria-label="虞城谷熟丰禾米业有限公司，工业总产值 本月，千元" aria-describedby="fill-status""#
        ));
        assert!(html.contains(r#"id="fill-status""#));
        assert_eq!(html.matches(r#"tabindex="0""#).count(), 1, "one tab stop");
    }

    #[test]
    fn a_cell_with_a_finding_is_marked_by_more_than_colour() {
        let html = page(demonstration(), "trade");
        assert!(html.contains(r#"aria-invalid="true""#));
        assert!(html.contains(r#"aria-label="强制""#), "the sign has its word");
    }

    #[test]
    fn growth_and_computed_fields_cannot_be_typed_and_say_so() {
        let html = page(demonstration(), "industry");
        assert!(html.contains("累计同比%") && html.contains(r#"aria-readonly="true""#));
    }

    #[test]
    fn what_cannot_be_read_stays_as_it_was_typed() {
        let state = demonstration();
        let session = state.session().unwrap();
        let form = session.scheme.form("industry").unwrap();
        let slot = super::slot_named(session, form, "output.month").unwrap();
        let cells = vec![sishang::workbook::Typed { key: "u001".into(), slot, text: "约五千".into() }];
        let command = Command::Type { form, cells };
        let stamp = Stamp { by: String::new(), at: NOW.to_owned() };
        let html = page(after(state, [Msg::Commanded { command, stamp }]), "industry");
        assert!(html.contains("约五千"));
    }

    #[test]
    fn what_is_said_of_a_cell_and_of_a_row_stands_there_as_a_word() {
        use sishang::workbook::{Mark, Standing};
        let state = demonstration();
        let session = state.session().unwrap();
        let form = session.scheme.form("industry").unwrap();
        let slot = |name| super::slot_named(session, form, name).unwrap();
        let mark = |cell, mark| Command::Mark { form, cells: vec![("u010".into(), slot(cell))], mark: Some(mark) };
        let zero = sishang::workbook::Typed { key: "u010".into(), slot: slot("output.month"), text: "0".into() };
        let commands = [
            Command::Type { form, cells: vec![zero] },
            mark("output.month", Mark::Confirmed),
            mark("output.ytd", Mark::NotReported),
            Command::Stand { form, keys: vec!["u010".into()], standing: Standing::Forecast },
        ];
        let stamp = || Stamp { by: String::new(), at: NOW.to_owned() };
        let state = after(state, commands.map(|command| Msg::Commanded { command, stamp: stamp() }));
        let html = page(state, "industry");
        for text in ["0 真零", ">缺报<", ">预计<"] {
            assert!(html.contains(text), "{text}");
        }
        assert!(html.contains("标注…"));
    }

    #[test]
    fn a_roster_can_be_added_to_and_its_title_stays_in_sight() {
        let html = page(demonstration(), "units");
        assert!(html.contains("加一行") && html.contains("ss-grid__cell--frozen"));
        assert!(!page(demonstration(), "industry").contains("加一行"));
    }
}
