//! What the TOML parser says, in Chinese.

/// Openings of the parser's English messages, the more special ones first, and what to say instead.
///
/// The messages are those of `toml_parser` 1.1; one that is not here gets the general sentence, so that a new release of
/// the parser can only make a message less exact.
const SAYINGS: &[(&str, &str)] = &[
    ("duplicate key", "这个名字在同一节里写了两次。请删去一个，或者改名。"),
    ("string values must be quoted", "文字要放在引号里，如 label = \"名称\"；数字请用半角。"),
    ("invalid unquoted key", "等号左边的名字只能用半角字母、数字、下划线和连字符。"),
    ("unquoted keys cannot be empty", "这里缺少名字。"),
    ("keys cannot be multi-line", "名字不能跨行。"),
    ("key with no value", "这个名字后面缺少“= 值”。"),
    ("missing value", "等号后面缺少值。"),
    ("missing key", "这里缺少名字。"),
    ("missing assignment", "名字和值之间缺少等号。"),
    ("extra `=`", "多了一个等号。"),
    ("extra assignment", "多了一个等号。"),
    ("unexpected `=` in array", "列表里不能有等号。列表写成 [\"a\", \"b\"]，成对的写成 { a = 1 }。"),
    ("unexpected key or value", "一行只能写一项，后面多出了内容。请另起一行；如果是文字没写完，请核对引号。"),
    ("unexpected content", "后面多出了内容。请另起一行，或者在前面加 # 作为注释。"),
    ("missing comma", "两项之间缺少逗号。"),
    ("extra comma", "多了一个逗号。"),
    ("unclosed array table", "节名 [[…]] 缺少右边的方括号。"),
    ("unclosed array", "列表缺少右边的方括号 ]。"),
    ("unclosed inline table", "缺少右边的花括号 }。"),
    ("unclosed table", "节名 […] 缺少右边的方括号。"),
    ("missing table open", "节名缺少左边的方括号。"),
    ("missing array opening", "列表缺少左边的方括号。"),
    ("missing inline table opening", "缺少左边的花括号。"),
    ("invalid inline table", "花括号里应当是一项一项的“名字 = 值”，用逗号隔开。"),
    ("invalid key-value pair", "这里应当是“名字 = 值”。"),
    ("missing escaped value", "反斜杠 \\ 后面的字符不对。公式请用单引号 '…'，里面的反斜杠不用转义。"),
    ("too few unicode", "\\u 后面要有 4 位、\\U 后面要有 8 位十六进制数字。"),
    ("invalid escape", "反斜杠 \\ 后面的字符不对。公式请用单引号 '…'，里面的反斜杠不用转义。"),
    ("invalid multi-line basic string", "多行文字没有用三个双引号 \"\"\" 结束，或者里面有不能用的字符。"),
    ("invalid multi-line literal string", "多行文字没有用三个单引号 ''' 结束，或者里面有不能用的字符。"),
    ("invalid basic string", "文字没有用双引号结束，或者里面有不能用的字符。一行写不下时用三个双引号。"),
    ("invalid literal string", "文字没有用单引号结束，或者里面有不能用的字符。一行写不下时用三个单引号。"),
    ("missing opening quote", "文字缺少左边的引号。"),
    ("unexpected leading zero", "数字不能以 0 开头；代码请放在引号里，如 \"001\"。"),
    ("redundant", "数字写法不对。"),
    ("unexpected sign", "数字写法不对。"),
    ("`_` may only", "数字中的下划线只能在两位数字之间。"),
    ("integers with a radix", "数字写法不对。"),
    ("radix must be", "数字写法不对。"),
    ("invalid integer", "数字写法不对。"),
    ("invalid hexadecimal", "数字写法不对。"),
    ("invalid octal", "数字写法不对。"),
    ("invalid binary", "数字写法不对。"),
    ("invalid mantissa", "数字写法不对。"),
    ("invalid fraction", "数字写法不对。"),
    ("invalid exponent", "数字写法不对。"),
    ("invalid float", "数字写法不对。"),
    ("invalid datetime", "日期写法不对。日期和年月请放在引号里，如 \"2027-12\"。"),
    ("invalid date", "日期写法不对。日期和年月请放在引号里，如 \"2027-12\"。"),
    ("carriage return", "换行符不对。请把文件另存为普通文本（UTF-8）。"),
    ("cannot recurse", "括号套得太深了。"),
    ("recursion limit", "括号套得太深了。"),
    ("invalid comment", "注释里有不能用的控制字符。"),
    ("cannot extend", "这一节前面已经写过，或者这个名字已经有了值，不能再加内容。"),
    ("cannot redefine", "这一节前面已经写过了。请合并到一处。"),
    ("invalid value", "等号后面的值写法不对。文字要放在引号里。"),
];

/// A sentence for one of the parser's messages.
pub(super) fn sentence(toml_says: &str) -> String {
    let saying = SAYINGS.iter().find(|(opening, _)| toml_says.starts_with(opening)).map(|(_, chinese)| *chinese);
    saying.unwrap_or("这里不符合 TOML 的写法。请对照前后几行，核对引号、括号和等号。").to_owned()
}
