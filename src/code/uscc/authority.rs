//! Who registers units, and what kinds of units each of them registers.
//!
//! # Source
//! GB 32100-2015, tables 1 and 2, with the departments A, N and Y of the amendment of 2016.

/// A registering authority: the first character of a code.
#[derive(Debug, PartialEq, Eq)]
pub struct Authority {
    /// The character.
    pub code: char,
    /// Its name.
    pub label: &'static str,
    /// The second characters it uses.
    pub categories: &'static [Category],
}

/// A category of holders: the second character of a code. Its meaning depends on the authority.
#[derive(Debug, PartialEq, Eq)]
pub struct Category {
    /// The character.
    pub code: char,
    /// Its name.
    pub label: &'static str,
}

impl Authority {
    /// The category behind a second character.
    pub fn category(&self, code: char) -> Option<&'static Category> {
        self.categories.iter().find(|category| category.code == code)
    }
}

/// The authority behind a first character.
pub(super) fn find(code: char) -> Option<&'static Authority> {
    AUTHORITIES.iter().find(|authority| authority.code == code)
}

const fn of(code: char, label: &'static str) -> Category {
    Category { code, label }
}

const OTHER: Category = of('9', "其他");

static AUTHORITIES: &[Authority] = &[
    Authority {
        code: '1',
        label: "机构编制部门",
        categories: &[of('1', "机关"), of('2', "事业单位"), of('3', "群众团体"), OTHER],
    },
    Authority { code: '2', label: "外交部门", categories: &[of('1', "外国常驻新闻机构"), OTHER] },
    Authority {
        code: '3',
        label: "司法行政部门",
        categories: &[
            of('1', "律师执业机构"),
            of('2', "公证处"),
            of('3', "基层法律服务所"),
            of('4', "司法鉴定机构"),
            of('5', "仲裁委员会"),
            OTHER,
        ],
    },
    Authority { code: '4', label: "文化部门", categories: &[of('1', "外国在华文化中心"), OTHER] },
    Authority {
        code: '5',
        label: "民政部门",
        categories: &[of('1', "社会团体"), of('2', "民办非企业单位"), of('3', "基金会"), OTHER],
    },
    Authority {
        code: '6',
        label: "旅游部门",
        categories: &[of('1', "外国旅游部门常驻代表机构"), of('2', "港澳台地区旅游部门常驻代表机构"), OTHER],
    },
    Authority {
        code: '7', label: "宗教部门", categories: &[of('1', "宗教活动场所"), of('2', "宗教院校"), OTHER]
    },
    Authority { code: '8', label: "工会", categories: &[of('1', "基层工会"), OTHER] },
    Authority {
        code: '9',
        label: "市场监管（工商）部门",
        categories: &[of('1', "企业"), of('2', "个体工商户"), of('3', "农民专业合作社"), OTHER],
    },
    Authority {
        code: 'A', label: "中央军委改革和编制办公室", categories: &[of('1', "军队事业单位"), OTHER]
    },
    Authority {
        code: 'N',
        label: "农业农村部门",
        categories: &[of('1', "组级集体经济组织"), of('2', "村级集体经济组织"), of('3', "乡镇级集体经济组织"), OTHER],
    },
    Authority { code: 'Y', label: "其他部门", categories: &[of('1', "其他")] },
];
