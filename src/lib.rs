//! The core of `sishang` (四上台账): the monthly ledger of 四上企业 and investment projects.
//!
//! A township's clerk fills forms in one HTML file, is audited while typing, and hands a JSON file upward; the
//! county opens the same file and reads what it received. Everything that decides anything is in this library;
//! the page (`src/bin/web`), the command (`src/bin/sishang`) and the builder (`src/bin/xtask`) only fetch, show and
//! store.
//!
//! # Words
//! One word per idea, in code, files and messages: *scheme* 报表制度, *form* 表, *roster* 名录, *field* 指标, *measure* 口径
//! (flow, stock, plain), *column* 本月/1—本月/…, *edit rule* 审核关系 (hard 强制, soft 核实, hint 提示), *finding* 审核结果,
//! *explanation* 核实说明, *workbook* 工作簿, *submission* 报送文件, *period* 报告期, *office* 报送单位.
//!
//! # Map
//! | module | what |
//! |---|---|
//! | [`number`], [`period`], [`measure`], [`ids`] | exact decimals and units; reporting periods; columns; positions |
//! | [`code`] | 统一社会信用代码, 行业, 区划, 项目, 电话: reading, checking, search |
//! | [`formula`] | the audit formula language: parse, check, evaluate |
//! | [`scheme`] | forms, fields, lists, rules as data (`src/scheme/builtin/*.toml`), loaded and checked |
//! | [`workbook`] | what is filled: typed text and its reading, commands, undo, journal, carry-over |
//! | [`audit`] | rules on a workbook: findings, explanations; incremental |
//! | [`document`] | spreadsheets and texts as office programs open them |
//! | [`exchange`] | submissions, bundles, return notes, waivers: strict reading, writing, digest, schema |
//! | [`report`] | report tables, bulletin, charts and documents, from one workbook or many |
//! | [`rollup`] | many submissions as one whole: intake, who has not reported, decisions, checks |
//! | [`board`] | what the pages 入统 and 项目 and the wall chart show |
//! | [`grid`] | the arithmetic of the spreadsheet: windows, selection, pasted blocks |
//! | [`demo`] | the demonstration month, and a made-up county |
//! | [`message`] | the only place that writes sentences |
//!
//! # Two flows
//! *Keystroke:* the page hands a [`workbook::Command`] to [`workbook::Session::apply`] → a change of invertible steps →
//! the next workbook, with the audit brought up to date through the reads of each rule → the page draws it and writes
//! the change to its journal.
//! *File:* bytes → [`exchange`] (strict reading, digest) → a workbook again, exactly → audit → findings, tables.
//!
//! # Invariants
//! - The core has no browser, no terminal, no disk, no clock and no randomness but what is passed in.
//! - Nothing in it points upwards: the library cannot see its binaries.
//! - A loaded scheme cannot fail at run time but by arithmetic overflow, and then the rule shows as broken.
//! - A rule that cannot be worked out never counts as passed; a missing value never makes a finding.
//! - What was typed is never rewritten, and no current value is ever filled in for the clerk.
//! - No file is dropped in silence, and no bad file changes anything.
//! - Figures are decimals, never floats.
#![cfg_attr(not(test), deny(clippy::disallowed_methods))] // no clock, no disk, no threads: see clippy.toml
#![deny(clippy::float_arithmetic)] // quantities are exact

pub mod audit;
pub mod board;
pub mod code;
pub mod demo;
pub mod document;
pub mod exchange;
pub mod formula;
pub mod grid;
pub mod ids;
pub mod measure;
pub mod message;
pub mod number;
pub mod period;
mod phrase;
pub mod report;
pub mod rollup;
pub mod scheme;
pub mod workbook;
