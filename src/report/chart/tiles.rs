//! All projects at a glance: a tile each, with its colour as a sign, a word and a shade.

use super::svg::{ACCENT, Anchor, HARD, INK, LINE, PAPER, QUIET, RULE, Svg, WIDTH, text_width, wrapped};
use super::{Chart, Figures};

/// One project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tile {
    pub name: String,
    /// How the colour is drawn: `red`, `yellow`, `green`, `blue`, `black`; anything else is drawn white.
    pub tone: String,
    /// What the colour is called: `红`.
    pub word: String,
    /// The reason in words, or how far it got; may be empty.
    pub detail: String,
}

const COLUMNS: i64 = 3;
const GAP: i64 = 10;
const ROW: i64 = 20;

/// The tiles in the given order, with the count of each colour above them. `id` tells the charts of a page apart.
pub fn tiles(id: &str, title: &str, tiles: &[Tile]) -> Chart {
    let mut svg = Svg::new(&format!("{id}-tiles"));
    svg.styled((0, LINE - 6), Anchor::Start, INK, true, title);
    let mut counts: Vec<(&str, &str, usize)> = Vec::new();
    for tile in tiles {
        match counts.iter_mut().find(|(_, word, _)| *word == tile.word) {
            Some((.., count)) => *count += 1,
            None => counts.push((&tile.tone, &tile.word, 1)),
        }
    }
    let mut x = 0;
    for (colour, word, count) in &counts {
        let words = format!("{word} {count} 个");
        svg.rect((x, LINE + 4), (20, 20), shade(colour).0, shade(colour).1);
        sign(&mut svg, colour, (x + 10, LINE + 14));
        svg.text((x + 26, LINE + 19), Anchor::Start, &words);
        x += 26 + text_width(&words) + 24;
    }
    let top = 2 * LINE + 12;
    let width = (WIDTH - GAP * (COLUMNS - 1)) / COLUMNS;
    let band = tiles.iter().map(|tile| text_width(&tile.word) + 14).max().unwrap_or(0).max(34);
    let room = width - band - 16;
    let columns = usize::try_from(COLUMNS).unwrap_or(1);
    let mut y = top;
    for tiles in tiles.chunks(columns) {
        let texts: Vec<(Vec<String>, Vec<String>)> =
            tiles.iter().map(|tile| (wrapped(&tile.name, room, 2), wrapped(&tile.detail, room, 2))).collect();
        let lines = texts.iter().map(|(name, detail)| name.len() + detail.len()).max().unwrap_or(0).max(2);
        let height = ROW * i64::try_from(lines).unwrap_or(2) + 14;
        for ((tile, (name, detail)), column) in tiles.iter().zip(&texts).zip(0_i64..) {
            let x = column * (width + GAP);
            let (fill, line, ink) = shade(&tile.tone);
            svg.rect((x, y), (width, height), PAPER, RULE);
            svg.rect((x, y), (band, height), fill, line);
            sign(&mut svg, &tile.tone, (x + band / 2, y + height / 2 - 10));
            svg.styled((x + band / 2, y + height / 2 + 18), Anchor::Middle, ink, true, &tile.word);
            let mut base = y + ROW + 1;
            for (text, is_name) in name.iter().map(|text| (text, true)).chain(detail.iter().map(|text| (text, false))) {
                svg.styled((x + band + 8, base), Anchor::Start, if is_name { INK } else { QUIET }, is_name, text);
                base += ROW;
            }
        }
        y += height + GAP;
    }
    let said: Vec<String> = counts.iter().map(|(_, word, count)| format!("{word}{count}个")).collect();
    let summary = format!("共{}个项目：{}。", tiles.len(), said.join("，"));
    let rows = tiles.iter().map(|tile| vec![tile.name.clone(), tile.word.clone(), tile.detail.clone()]);
    let heads = ["项目", "颜色", "说明"].map(str::to_owned).to_vec();
    let figures = Figures { heads, rows: rows.collect() };
    Chart { svg: svg.finish(title, &summary, y), title: title.to_owned(), summary, figures }
}

/// Fill, border and ink of a colour: dark, light and white are as far apart on grey paper as red, yellow and blue.
fn shade(colour: &str) -> (&'static str, &'static str, &'static str) {
    match colour {
        "red" => (HARD, HARD, PAPER),
        "yellow" | "orange" => ("#f2c94c", "#8a6100", INK),
        "green" => ("#1a6637", "#1a6637", PAPER),
        "blue" => ("#d6e4f3", ACCENT, "#0e3259"),
        "black" => (INK, INK, PAPER),
        _ => (PAPER, "#7b8794", INK),
    }
}

/// A sign of its own for every colour, about twelve pixels high.
fn sign(svg: &mut Svg, colour: &str, (x, y): (i64, i64)) {
    let ink = shade(colour).2;
    let path = match colour {
        // A cross, a warning triangle, a check mark; a dash for what is no usual colour.
        "red" | "black" => format!("M{} {} l10 10 m0 -10 l-10 10", x - 5, y - 5),
        "yellow" | "orange" => format!("M{x} {} l7 12 h-14 z m0 4 v4", y - 6),
        "blue" | "green" => format!("M{} {y} l4 5 l8 -10", x - 6),
        _ => format!("M{} {y} h10", x - 5),
    };
    svg.path(&path, "none", ink);
}
