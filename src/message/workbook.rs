//! Sentences about work: commands that are refused, files that cannot be carried over, stored work.

use crate::workbook::{CarryError, JournalError, Mark, Refusal, SpanError};

/// Why a command was not carried out.
pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoSuchForm => "报表制度里没有这张表，请重新打开页面".to_owned(),
        Refusal::NoSuchField { form } => format!("“{form}”里没有这个指标，请重新打开页面"),
        Refusal::Computed { field } => format!("“{field}”由程序计算，不能填写；要改它，请改它所依据的指标"),
        Refusal::NoSuchRecord { form, .. } => format!("“{form}”：名录里已没有这一户，先在名录中补上"),
        Refusal::NotDetails { form } => format!("“{form}”不是明细表，不能为某一行增加明细"),
        Refusal::NotARoster { form } => format!("“{form}”不是名录，不能增加行；请到名录中增加单位或项目"),
        Refusal::NothingToMark { mark: Mark::Confirmed } => {
            "选中的格子里没有0。只有填了0的数值格才能确认为真零".to_owned()
        }
        Refusal::NothingToMark { mark } => {
            format!("选中的格子里没有空格。只有空着的格子才能注明“{}”；已有的数要先清除", mark.label())
        }
        Refusal::NoStanding { form } => format!("“{form}”是名录，不分预计、快报和正式；请到各张调度表中设置"),
        Refusal::TooManyRecords { limit } => format!("一张表最多 {limit} 行，这次没有增加"),
        Refusal::TooLong { field, limit } => format!("“{field}”的内容超过 {limit} 个字，没有填入；请缩短"),
        Refusal::LongExplanation { limit } => format!("说明最多 {limit} 个字，没有存入；请写得简短些"),
        Refusal::BadExplanation(problem) => super::audit::explanation(*problem),
        Refusal::ForOthers { office, period } => {
            format!("这是给“{office}”{}的，不是给本单位这一期的，没有打开", period.chinese())
        }
        Refusal::Demonstration { file: true } => "这是演示的退回单，不能用在正式工作中".to_owned(),
        Refusal::Demonstration { file: false } => "正在看的是演示，正式的退回单请在正式工作中打开".to_owned(),
        Refusal::NoSuchComment => "退回单里没有这条意见，请重新打开退回单".to_owned(),
        Refusal::NothingToUndo => "没有可以撤销或重做的操作".to_owned(),
    }
}

/// Why a file cannot be carried over from.
pub fn carry(error: &CarryError) -> String {
    match error {
        CarryError::OtherOffice { found, expected } => {
            format!("这是“{found}”的文件，现在填报的是“{expected}”；请选本单位的文件")
        }
        CarryError::OtherPeriod { found, prev, last_year } => {
            let wanted: Vec<String> = [prev, last_year].into_iter().flatten().map(|period| period.chinese()).collect();
            format!("这是{}的文件；能结转的是{}的文件", found.chinese(), wanted.join("和"))
        }
        CarryError::Demonstration { file: true } => "这是演示文件，不能结转到正式工作中".to_owned(),
        CarryError::Demonstration { file: false } => {
            "正在看的是演示，正式文件不能结转到演示中；请先新建正式的工作".to_owned()
        }
    }
}

/// Why parts do not make up a longer period.
pub fn span(error: &SpanError) -> String {
    let day = |date: &chrono::NaiveDate| date.format("%Y年%-m月%-d日").to_string();
    match error {
        SpanError::Nothing => "没有可以合并的报送文件".to_owned(),
        SpanError::OtherOffice { found, expected } => {
            format!("有“{found}”的文件，也有“{expected}”的；一次只能合并一个单位的各期")
        }
        SpanError::Outside { part } => format!("{}不全在要合并成的报告期里，不能合并", part.chinese()),
        SpanError::Overlap { first, second } => {
            format!("{}和{}有重合的日子，合并会重复；请去掉一个", first.chinese(), second.chinese())
        }
        SpanError::Gap { from, to } => format!("缺{}至{}的数；请补上这一段的文件", day(from), day(to)),
    }
}

/// Why stored work cannot be read.
pub fn stored(error: &JournalError) -> String {
    match error {
        JournalError::Unreadable(_) => {
            "本机保存的这份工作读不出来。它没有被改动，请打开最近一次存成的文件继续".to_owned()
        }
        JournalError::Newer(_) => "这份工作是较新版本的程序保存的，请用新版程序打开".to_owned(),
    }
}
