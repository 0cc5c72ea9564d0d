//! As an HTML page that prints in the layout of GB/T 9704-2012 as far as browsers can.

use super::{Bulletin, BulletinBlock, title_lines};
use std::fmt::Write;

/// The paper of GB/T 9704-2012: A4, 版心 156 mm by 225 mm; page numbers where the browser can print them in the margin.
const PAPER: &str = "\
@page { size: A4 portrait; margin: 37mm 26mm 35mm 28mm; }
@page bulletin-wide { size: A4 landscape; margin: 28mm 35mm 26mm 37mm; }
@page :right { @bottom-right { content: \"— \" counter(page) \" —\"; font: 14pt SimSun, serif; } }
@page :left { @bottom-left { content: \"— \" counter(page) \" —\"; font: 14pt SimSun, serif; } }
";

/// So many columns beside the names do not go on an upright page.
const WIDE: usize = 9;

/// Fonts and sizes as in the Word form. The page has them among its own styles.
const STYLE: &str = include_str!("bulletin.css");

impl Bulletin {
    /// A whole page with its styles in it, to be saved or printed.
    pub fn to_html(&self) -> String {
        format!(
            "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width\">\n\
             <title>{}</title>\n<style>\n{PAPER}{STYLE}</style>\n</head>\n<body>\n{}</body>\n</html>\n",
            escaped(&self.title),
            self.to_html_fragment()
        )
    }

    /// The bulletin alone, as one `<article>`, for a page that has its own styles.
    pub fn to_html_fragment(&self) -> String {
        let title: Vec<String> = title_lines(&self.title).iter().map(|line| escaped(line)).collect();
        let mut html = format!("<article class=\"bulletin\">\n<h1>{}</h1>\n", title.join("<br>"));
        if !self.subtitle.is_empty() {
            let _written = writeln!(html, "<p class=\"bulletin__subtitle\">{}</p>", escaped(&self.subtitle));
        }
        if let Some(to) = self.addressed() {
            let _written = writeln!(html, "<p class=\"bulletin__to\">{}</p>", escaped(&to));
        }
        for (heading, block) in self.numbered() {
            let _written = match (heading, block) {
                (Some(heading), BulletinBlock::Heading { level, .. }) => {
                    let level = if *level <= 1 { 2 } else { 3 };
                    writeln!(html, "<h{level}>{}</h{level}>", escaped(&heading))
                }
                (_, BulletinBlock::Paragraph(text)) => writeln!(html, "<p>{}</p>", escaped(text)),
                (_, BulletinBlock::Table(report)) => write!(html, "{}", crate::report::html(report)),
                _ => Ok(()),
            };
        }
        for line in self.attachment_lines() {
            let _written = writeln!(html, "<p class=\"bulletin__attachments\">{}</p>", escaped(&line));
        }
        if !self.office.is_empty() || !self.date.is_empty() {
            let _written = writeln!(
                html,
                "<p class=\"bulletin__closing\">{}<br>{}</p>",
                escaped(&self.office),
                escaped(&self.date)
            );
        }
        for (at, report) in self.attached().enumerate() {
            let title = self.attachment_title(at);
            let table = crate::report::html(report);
            // As in Word, a table of many columns lies across.
            let wide = if report.columns.len() >= WIDE { " bulletin__attachment--wide" } else { "" };
            let _written =
                write!(html, "<section class=\"bulletin__attachment{wide}\">\n<p>{title}</p>\n{table}</section>\n");
        }
        html.push_str("</article>\n");
        html
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
