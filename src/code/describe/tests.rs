#![expect(clippy::needless_raw_string_hashes, reason = "expect-test writes its texts so")]

use super::*;
use expect_test::{Expect, expect};

fn check(kind: CodeKind, text: &str, expected: Expect) {
    let found = describe(kind, text, &[]);
    let mut lines = vec![format!("{} {:?}", found.normal, found.validity)];
    lines.extend(found.problems.iter().map(|problem| format!("! {problem}")));
    lines.extend(found.facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value)));
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn good_uscc() {
    check(
        CodeKind::Uscc,
        "９１ 110000-600037341l",
        expect![[r#"
        91110000600037341L Valid
        登记管理部门: 市场监管（工商）部门
        机构类别: 企业
        登记机关区划: 110000 北京市
        组织机构代码: 600037341
    "#]],
    );
}

#[test]
fn bad_uscc() {
    check(
        CodeKind::Uscc,
        "91350211M00013FA1N",
        expect![[r#"
        91350211M00013FA1N Doubtful
        ! 校验不通过：按前 17 位计算，第 18 位应为 3，现为 N；请对照营业执照逐位核对，确实无误的（少数早期登记的代码如此）可说明“已核对营业执照”后保留
        登记管理部门: 市场监管（工商）部门
        机构类别: 企业
        登记机关区划: 350211 福建省 厦门市 集美区
        组织机构代码: M00013FA1
    "#]],
    );
    check(
        CodeKind::Uscc,
        "91110000600037342L",
        expect![[r#"
        91110000600037342L Doubtful
        ! 校验不通过：按前 17 位计算，第 18 位应为 P，现为 L；第 9—17 位组织机构代码也不通过，多半是录入有误，请对照营业执照逐位核对
        ! 第 9—17 位组织机构代码校验不通过：第 17 位应为 1，现为 2；请对照营业执照逐位核对
        登记管理部门: 市场监管（工商）部门
        机构类别: 企业
        登记机关区划: 110000 北京市
        组织机构代码: 600037342
    "#]],
    );
    check(
        CodeKind::Uscc,
        "9111000060003IOZSV",
        expect![[r#"
        9111000060003IOZSV Invalid
        ! 第 14 位“I”不是统一社会信用代码使用的字符，可能是数字 1
    "#]],
    );
    check(
        CodeKind::Uscc,
        "9411425MA3X0001",
        expect![[r#"
        9411425MA3X0001 Invalid
        ! 统一社会信用代码应为 18 位，现为 15 位；请对照营业执照补全
    "#]],
    );
    check(
        CodeKind::Uscc,
        "97110000600037341L",
        expect![[r#"
            97110000600037341L Invalid
            ! 第 2 位“7”不是市场监管（工商）部门登记的机构类别（应为 1企业、2个体工商户、3农民专业合作社、9其他）；请对照营业执照
        "#]],
    );
    check(
        CodeKind::Uscc,
        "000000000000000000",
        expect![[r#"
        000000000000000000 Invalid
        ! 全是 0 的代码只是占位，不能使用；请填写营业执照上的代码
    "#]],
    );
}

#[test]
fn an_identity_number_is_not_repeated() {
    check(
        CodeKind::Uscc,
        "362322198709086409",
        expect![[r#"
            （不显示） Invalid
            ! 这是居民身份证号码，不是统一社会信用代码；本台账不收集身份证号码，请删去
        "#]],
    );
    assert!(!format!("{:?}", describe(CodeKind::Uscc, "362322198709086409", &[])).contains("3623"));
}

#[test]
fn org() {
    check(
        CodeKind::Org,
        "D2143569X",
        expect![[r#"
        D2143569-X Valid
        代码: D2143569X
    "#]],
    );
    check(
        CodeKind::Org,
        "MA5AP9ET-5",
        expect![[r#"
        MA5AP9ET5 Invalid
        ! 校验不通过：按前 8 位计算，末位应为 2，现为 5；请逐位核对
    "#]],
    );
    check(
        CodeKind::Org,
        "60003734-B",
        expect![[r#"
        60003734-B Valid
        代码: 60003734B
        说明: 产业活动单位本部（末位 B 为统计约定）
    "#]],
    );
}

#[test]
fn divisions() {
    check(
        CodeKind::Division,
        "411425100000",
        expect![[r#"
        411425100 Valid
        名称: 城关镇
        全称: 河南省 商丘市 虞城县 城关镇
        级别: 乡级
    "#]],
    );
    check(
        CodeKind::Division,
        "411425401000",
        expect![[r#"
        411425401000 Doubtful
        ! 没有找到区划代码 411425401；已有的上级是 411425 虞城县。如果是开发区、园区、农场等，请由县级添加为自定义单位
        上级: 河南省 商丘市 虞城县
    "#]],
    );
    check(
        CodeKind::Division,
        "虞城",
        expect![[r#"
        虞城 Invalid
        ! 区划代码第 1 位“虞”不是数字
    "#]],
    );
}

#[test]
fn industries() {
    check(
        CodeKind::Industry,
        "C1311",
        expect![[r#"
        1311 Valid
        门类: C 制造业
        大类: 13 农副食品加工业
        中类: 131 谷物磨制
        小类: 1311 稻谷加工
        四上专业: 工业（年主营业务收入 2000 万元及以上）
    "#]],
    );
    check(
        CodeKind::Industry,
        "4710",
        expect![[r#"
        4710 Valid
        门类: E 建筑业
        大类: 47 房屋建筑业
        中类: 471 住宅房屋建筑
        小类: 4710 住宅房屋建筑
        四上专业: 建筑业（有总承包或专业承包资质的全部）
    "#]],
    );
    check(
        CodeKind::Industry,
        "131",
        expect![[r#"
        131 Invalid
        ! 131 谷物磨制 不是行业小类；请填写它下面的 4 位小类代码
        门类: C 制造业
        大类: 13 农副食品加工业
        中类: 131 谷物磨制
        四上专业: 工业（年主营业务收入 2000 万元及以上）
    "#]],
    );
    check(
        CodeKind::Industry,
        "1318",
        expect![[r#"
        1318 Doubtful
        ! 行业中类 131 谷物磨制 下没有找到这个小类；请核对，确实无误的可说明后保留
        门类: C 制造业
        大类: 13 农副食品加工业
        中类: 131 谷物磨制
        四上专业: 工业（年主营业务收入 2000 万元及以上）
    "#]],
    );
    check(
        CodeKind::Industry,
        "6610",
        expect![[r#"
        6610 Valid
        门类: J 金融业
        大类: 66 货币金融服务
        中类: 661 中央银行服务
        小类: 6610 中央银行服务
        四上专业: 不属于四上专业（只有有 5000 万元及以上在建项目的法人单位纳入）
    "#]],
    );
}

#[test]
fn projects() {
    check(
        CodeKind::Project,
        "210641142504 01123456",
        expect![[r#"
        2106-411425-04-01-123456 Valid
        赋码时间: 2021 年 6 月
        地区: 411425 河南省 商丘市 虞城县
        中央业务指导部门代码: 04
        项目类型代码: 01
        顺序号: 123456
    "#]],
    );
    check(
        CodeKind::Project,
        "2017-411425-30-03-012345",
        expect![[r#"
        2017-411425-30-03-012345 Valid
        赋码时间: 2017 年（旧规则）
        地区: 411425 河南省 商丘市 虞城县
        行业大类: 30 非金属矿物制品业
        项目类型代码: 03
        顺序号: 012345
    "#]],
    );
    check(
        CodeKind::Project,
        "2113-411425-04-01-123456",
        expect![[r#"
        21134114250401123456 Invalid
        ! 前 4 位“2113”不是赋码时间：应为年月（如 2106 即 2021 年 6 月）或 2015—2020 的年份
    "#]],
    );
    check(
        CodeKind::Project,
        "2106-411425-04-01-12345",
        expect![[r#"
        2106411425040112345 Invalid
        ! 项目代码应为 20 位数字（连同 4 个连字符共 24 位），现为 19 位数字
    "#]],
    );
}

#[test]
fn phones() {
    check(
        CodeKind::Phone,
        "+86 13800001234",
        expect![[r#"
        13800001234 Valid
        类型: 手机
    "#]],
    );
    check(
        CodeKind::Phone,
        "（0370）3112345转801",
        expect![[r#"
        0370-3112345-801 Valid
        类型: 固定电话
        区号: 0370
        分机: 801
    "#]],
    );
    check(
        CodeKind::Phone,
        "1380000123",
        expect![[r#"
        1380000123 Invalid
        ! 手机号码应为 11 位，现为 10 位
    "#]],
    );
}

#[test]
fn as_json() {
    let json = serde_json::to_string(&describe(CodeKind::Phone, "3112345", &[])).unwrap();
    let expected = r#"{"kind":"phone","input":"3112345","normal":"3112345","validity":"valid","problems":[],"facts":[{"label":"类型","value":"固定电话"},{"label":"区号","value":"无"}]}"#;
    assert_eq!(json, expected);
}
