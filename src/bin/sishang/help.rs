//! What `--help` says.

use super::args::Topic;

pub(crate) fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::Whole => WHOLE,
        Topic::Check => CHECK,
        Topic::RollUp => ROLLUP,
        Topic::Scheme | Topic::Show => SCHEME,
        Topic::Schema => SCHEMA,
        Topic::Code => CODE,
    }
}

const WHOLE: &str = "\
sishang — 四上台账的命令行

用法：
  sishang check [选项] 文件…             检查报送文件：完整性、格式、审核关系
  sishang rollup 路径… --out 文件夹       汇总报送文件：收文、未报、审核、汇总表、汇总包
  sishang scheme check 文件              检查报表制度文件（TOML）
  sishang scheme show [选项] [文件]      打印报表制度手册：表、指标、审核关系
  sishang schema [选项]                  打印报送文件的 JSON Schema
  sishang code 类别 代码…                检查代码：uscc、division、industry、project、phone

通用选项（写在命令之后）：
  --format text|json    结果的格式，默认 text
  --help, -h            帮助；写在命令之后的（或者 sishang help 命令），讲那个命令
  --version, -V         版本

结果写到标准输出，其他话写到标准错误。
退出码：0 一切正常，1 有问题或文件不能用，2 用法不对。
";

const CHECK: &str = "\
sishang check [--format text|json] [--scheme 文件] 文件…

检查报送文件：是否完整、是否被改动、格式是否正确，并重新审核一遍。文件写成 - 表示从标准输入读。
  --scheme 文件         按县里的报表制度检查，默认用自带的
  --format json         输出一个列表，每项有 file、rule、severity、form、key、field、message、values、state

severity：error 文件本身的问题，hard 强制，soft 核实，hint 提示，note 附注。
state：open 没有说明，explained 已有说明，waived 上级已特批，void 说明已失效；只有审核结果才有。
有 error，或有 hard、soft 而没有说明时，退出码为 1；其余为 0。
";

const ROLLUP: &str = "\
sishang rollup 路径… --out 文件夹 [选项]

汇总一期的报送文件。路径可以是文件、文件夹（连同下级文件夹里的 .json）和下级的汇总包；退回单、特批单也一起收。
每个文件怎样处理、为什么，都逐个列出，还有没报的单位和催报的话；同一单位以正式的最高版次为准，同版次内容不同的由人决定。

  --out 文件夹          结果写到这里：汇总包、各汇总表（CSV 和 XLSX）、通报、收文情况.csv、各单位合计.csv、审核结果.csv
  --public              只写可以公开的汇总表，少于3家的格子隐去；不写汇总包和逐单位的结果
  --only 内容           只写这一样，可以写几次：bundle 汇总包，tables 汇总表，bulletins 通报，fates 收文情况，
                        sums 各单位合计，findings 审核结果
  --expected 文件       应报名单，每行 代码,名称；默认用制度里的
  --decisions 文件      由人作的决定和差额表，JSON：{\"decisions\": […], \"differences\": […]}，写法同汇总包
  --office 代码,名称    是哪一级的汇总，默认由文件里的上级看出
  --period 2026-10      哪一期，默认是多数文件的那一期
  --scheme 文件         按县里的报表制度，默认用自带的
  --sign 单位           通报的署名，默认用制度里写的，没有写的用汇总单位的名称
  --to 机关             通报的主送机关，如 各乡镇人民政府、街道办事处，默认没有
  --date 2026-11-05     通报的成文日期，默认是 --at 那一天
  --no-audit            不逐份重新审核（摘要照样核对）
  --at 时间             写进汇总包的时间，如 2026-11-05T10:00:00+08:00，默认是现在
  --threads 数          用几个线程读，默认有几个处理器就用几个
  --format json         输出一个对象：files、ignored、offices、reminder、conflicts、idle_decisions、
                        findings、audits、written

有不能用的文件、未报、待决定、强制性问题，或重新审核不符时，退出码为 1。
";

const SCHEME: &str = "\
sishang scheme check [--format text|json] [--builtin] [文件…]
    检查报表制度文件，列出全部错误：文件、行、列、应当怎样。没有错误的，再推断审核关系之间
    是否互相矛盾、重复、永远不起作用或者怎样填都通不过，并说明哪些推断不了、为什么；
    在自带制度上改动的文件，只推断改动的部分。这些是提醒，退出码仍为 0。
  --builtin             检查自带的报表制度

sishang scheme show [--format text|html|markdown|json] [--form 表]… [文件]
    打印报表制度手册：每张表、每个指标、颜色、汇总表、每条审核关系、参数、应报单位和代码表。
    没有写文件的，打印自带的制度。text 与 markdown 相同；html 是一个网页，可以直接打开和打印；
    json 列出表和指标。
  --form 表             只要这张表和审核它的关系，可以写几次；表用名字（如 industry）
";

const SCHEMA: &str = "\
sishang schema [--of submission|bundle|return|waiver] [--scheme 文件]

打印文件的 JSON Schema（2020-12）：submission 报送文件（默认），bundle 汇总包，return 退回单，waiver 特批单。
";

const CODE: &str = "\
sishang code 类别 [--format text|json] [--scheme 文件] 代码…

检查代码是否有效，给出规范写法和含义。没有写代码时从标准输入读，一行一个。
类别：uscc 统一社会信用代码，division 区划代码，industry 行业代码，project 投资项目代码，phone 电话。
  --scheme 文件         也认这个报表制度里自定的区划（开发区、园区）
有无效的代码时退出码为 1。
";
