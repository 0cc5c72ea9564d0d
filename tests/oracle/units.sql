-- Tables of the enterprises: T5, T6, T8, T9, T23, T24 (domain.md §6.5, practice.md P1–P3, P17).
-- Every view has `at` (office code, 'total', or office/key of a record), a column for each of the table's, and `nth`, by
-- which the rows stand.

-- The units of this month with their record of admission.
CREATE VIEW here AS
SELECT u.*, a.way, a.applied, a.income, year(a.applied) = m.year OR u.admitted[1:4] = CAST(m.year AS VARCHAR) AS is_new, m.year, m.month
FROM units u JOIN months m USING (period) LEFT JOIN admission a USING (period, office, key) WHERE period = getvariable('period');

-- 先进库、后有数；不在库、不出数: figures of units that are not in the register count nowhere.
CREATE VIEW counted AS
SELECT r.* FROM returns r JOIN units u USING (period, office, key) WHERE period = getvariable('period') AND u.admission = '5';
CREATE VIEW invested AS
SELECT i.* FROM investment i LEFT JOIN projects p USING (period, office, key) WHERE period = getvariable('period') AND coalesce(p.admission, '5') = '5';

CREATE VIEW t5_all AS
SELECT coalesce(r.office, 'total') AS place,
    count(*) FILTER (admission = '5' AND category <> '') AS stock,
    count(*) FILTER (admission = '5' AND category = '工业') AS industry,
    count(*) FILTER (admission = '5' AND category = '建筑业') AS construction,
    count(*) FILTER (admission = '5' AND category = '批发') AS wholesale,
    count(*) FILTER (admission = '5' AND category = '零售') AS retail,
    count(*) FILTER (admission = '5' AND category = '住宿') AS lodging,
    count(*) FILTER (admission = '5' AND category = '餐饮') AS catering,
    count(*) FILTER (admission = '5' AND category = '房地产开发') AS estate,
    count(*) FILTER (admission = '5' AND category = '服务业') AS services,
    count(*) FILTER (way = '1' AND is_new) AS monthly,
    count(*) FILTER (way = '2' AND is_new) AS yearly,
    count(*) FILTER (admission_told = '5' AND admitted[1:4] = CAST(year AS VARCHAR)) AS fresh,
    count(*) FILTER (admission_told = '6' AND exited[1:4] = CAST(year AS VARCHAR)) AS "left",
    fresh - "left" AS net
FROM reporting r LEFT JOIN here USING (office) GROUP BY GROUPING SETS ((r.office), ());
CREATE VIEW t5 AS
SELECT *, CASE WHEN place <> 'total' THEN rank() OVER (PARTITION BY place = 'total' ORDER BY net DESC, fresh DESC) END AS rank FROM t5_all;

CREATE VIEW t6 AS
WITH business AS (
    SELECT coalesce(r.office, 'total') AS place,
        count(*) FILTER (form = 'industry') AS industry_n, sum(month) FILTER (form = 'industry') * 0.00001 AS industry_month,
        sum(ytd) FILTER (form = 'industry') * 0.00001 AS industry_ytd, growth(sum(ytd) FILTER (form = 'industry'), sum(ytd_ly) FILTER (form = 'industry')) AS industry_growth,
        count(*) FILTER (form = 'trade') AS trade_n, sum(ytd) FILTER (form = 'trade') * 0.00001 AS trade_ytd,
        growth(sum(ytd) FILTER (form = 'trade'), sum(ytd_ly) FILTER (form = 'trade')) AS trade_growth,
        count(*) FILTER (form = 'lodging') AS lodging_n, sum(ytd) FILTER (form = 'lodging') * 0.00001 AS lodging_ytd,
        growth(sum(ytd) FILTER (form = 'lodging'), sum(ytd_ly) FILTER (form = 'lodging')) AS lodging_growth,
        count(*) FILTER (form = 'services') AS services_n, sum(ytd) FILTER (form = 'services') * 0.00001 AS services_ytd,
        growth(sum(ytd) FILTER (form = 'services'), sum(ytd_ly) FILTER (form = 'services')) AS services_growth,
        -- Construction is a return of the quarter: its figure of one month says little.
        count(*) FILTER (form <> 'construction' AND month = 0 OR form = 'construction' AND ytd = 0) AS zero,
        count(*) FILTER (ytd < ytd_ly) AS falling
    FROM reporting r LEFT JOIN counted USING (office) GROUP BY GROUPING SETS ((r.office), ())
),
-- 固定资产投资: of projects and of real estate, both in 万元.
fixed AS (
    SELECT coalesce(r.office, 'total') AS place, count(i.office) AS fixed_n, sum(ytd) * 0.0001 AS fixed_ytd, growth(sum(ytd), sum(ytd_ly)) AS fixed_growth
    FROM reporting r LEFT JOIN (SELECT office, ytd, ytd_ly FROM invested UNION ALL SELECT office, ytd, ytd_ly FROM counted WHERE form = 'realestate') i USING (office)
    GROUP BY GROUPING SETS ((r.office), ())
),
told AS (
    SELECT coalesce(r.office, 'total') AS place, count(*) FILTER (admission = '5' AND category <> '') AS asked,
        count(*) FILTER (admission = '5' AND category <> '' AND EXISTS (FROM counted c WHERE c.office = h.office AND c.key = h.key)) AS reported
    FROM reporting r LEFT JOIN here h USING (office) GROUP BY GROUPING SETS ((r.office), ())
)
SELECT *, ratio(reported, asked) AS reported_rate FROM business JOIN fixed USING (place) JOIN told USING (place);

-- What the office's own audit found; what was explained is no longer an error of the hard kind.
CREATE VIEW findings AS
SELECT office, f->>'$.severity' AS severity, (f->'$.explanation') IS NOT NULL OR (f->'$.waiver') IS NOT NULL AS explained
FROM (SELECT office, unnest(CAST(doc->'$.findings' AS JSON[])) AS f FROM submissions WHERE period = getvariable('period'));

-- 应报、已报、迟报: in time is before the end of the tenth day after the month.
CREATE VIEW t8 AS
WITH facts AS (
    SELECT o.office, 1 AS expected, CAST(s.office IS NOT NULL AS INTEGER) AS received, 1 - received AS missing,
        CAST(coalesce(CAST((s.doc->>'$.signed.at')[1:10] AS DATE) > m.end_of + 10, false) AS INTEGER) AS late,
        (SELECT count(*) FROM notes n WHERE n.office = o.office) AS returned,
        (SELECT count(*) FROM findings f WHERE f.office = o.office AND severity = 'hard' AND NOT explained) AS hard,
        (SELECT count(*) FROM findings f WHERE f.office = o.office AND severity = 'soft') AS soft
    FROM offices o LEFT JOIN submissions s ON s.office = o.office AND s.period = getvariable('period') JOIN months m ON m.period = getvariable('period')
)
SELECT coalesce(office, 'total') AS place, sum(expected) AS expected, sum(received) AS received, sum(missing) AS missing, ratio(sum(received), sum(expected)) AS rate,
    sum(late) AS late, sum(returned) AS returned, sum(hard) AS hard, sum(soft) AS soft
FROM facts GROUP BY GROUPING SETS ((office), ());

CREATE VIEW t9 AS
SELECT coalesce(r.office, 'total') AS place,
    count(*) FILTER (is_new AND category <> '') AS "all",
    count(*) FILTER (is_new AND category = '工业') AS industry,
    count(*) FILTER (is_new AND category = '建筑业') AS construction,
    count(*) FILTER (is_new AND category IN ('批发', '零售', '住宿', '餐饮')) AS trade,
    count(*) FILTER (is_new AND category = '房地产开发') AS estate,
    count(*) FILTER (is_new AND category = '服务业') AS services
FROM reporting r LEFT JOIN here USING (office) GROUP BY GROUPING SETS ((r.office), ());

-- The revenue of a unit so far this year, in 万元: of whichever return it fills.
CREATE VIEW revenue AS
SELECT office, key, sum(revenue) * 0.1 AS revenue FROM returns WHERE period = getvariable('period') GROUP BY ALL;

-- What a unit must hand in to be admitted (domain.md §2.2), in the order of the checklist; what is not asked of it is NULL.
CREATE VIEW papers AS
SELECT a.office, a.key, [
    {'what': '审核登记表', 'there': m_form}, {'what': '基本情况表', 'there': m_basic}, {'what': '营业执照', 'there': m_licence}, {'what': '经营范围含主要业务', 'there': m_scope}, {'what': '核查确认书', 'there': m_site}, {'what': '真实性承诺书', 'there': m_pledge}, {'what': '加盖公章', 'there': m_seal},
    CASE WHEN category IN ('工业', '批发', '零售', '住宿', '餐饮', '服务业') AND NOT coalesce(attached AND category NOT IN ('工业', '服务业'), false) THEN {'what': '利润表', 'there': m_income} END,
    CASE WHEN category IN ('工业', '批发', '零售', '住宿', '餐饮', '服务业') THEN {'what': '增值税纳税申报表', 'there': m_vat} END,
    CASE WHEN category IN ('工业', '服务业') THEN {'what': '附列资料', 'there': m_annex} END,
    CASE WHEN category IN ('工业', '住宿', '餐饮') THEN {'what': '门头照片', 'there': m_gate} END,
    CASE WHEN category = '工业' THEN {'what': '设备照片', 'there': m_machines} END,
    CASE WHEN category = '房地产开发' OR category = '工业' AND way = '1' THEN {'what': '立项文件', 'there': m_project} END,
    CASE WHEN category = '工业' AND way = '2' THEN {'what': '分月台账', 'there': m_ledger} END,
    CASE WHEN category = '工业' AND strategic THEN {'what': '战新资料', 'there': m_strategic} END,
    CASE WHEN category = '工业' AND processing THEN {'what': '代加工资料', 'there': m_processing} END,
    CASE WHEN category IN ('批发', '零售', '住宿', '餐饮') AND attached THEN {'what': '近3个月报表', 'there': m_e204} END,
    CASE WHEN category = '建筑业' THEN {'what': '资质证书', 'there': m_qualification} END,
    CASE WHEN category = '房地产开发' THEN {'what': '土地手续', 'there': m_land} END,
    CASE WHEN category = '房地产开发' THEN {'what': '施工许可证', 'there': m_permit} END,
    CASE WHEN category = '房地产开发' THEN {'what': '开工照片', 'there': m_photo} END,
    CASE WHEN category = '服务业' THEN {'what': '主营说明', 'there': m_activity} END,
    CASE WHEN u.admission = '6' THEN {'what': '退出证明', 'there': m_exit} END] AS all_of,
    list_filter(all_of, lambda p: p IS NOT NULL AND NOT coalesce(p.there, false)) AS lacking,
    CASE WHEN len(lacking) = 0 THEN '齐全' ELSE array_to_string(list_transform(lacking, lambda p: p.what), '、') END AS names
FROM admission a JOIN units u USING (period, office, key) WHERE period = getvariable('period');

-- Also those of the list that have no record of admission yet.
CREATE VIEW t23 AS
SELECT h.office || '/' || h.key AS place, o.name AS town, h.category, h.industry, h.uscc, h.threshold, coalesce(h.income * 0.1, v.revenue) AS revenue,
    CASE h.admission_told WHEN '1' THEN '培育' WHEN '2' THEN '达标' WHEN '3' THEN '要件齐全' WHEN '4' THEN '已申报' END AS stage, coalesce(papers.names, '还没有建档') AS lacks,
    row_number() OVER (ORDER BY h.category, h.industry, h.uscc) AS no, no AS nth
FROM here h LEFT JOIN papers ON papers.office = h.office AND papers.key = h.key JOIN offices o ON o.office = h.office LEFT JOIN revenue v ON v.office = h.office AND v.key = h.key
WHERE h.admission_told IN ('1', '2', '3', '4') AND coalesce(h.income * 0.1, v.revenue) >= h.threshold;

-- Who would not reach the line with the revenue of the year so far, at the same pace to its end.
CREATE VIEW t24 AS
SELECT h.office || '/' || h.key AS place, o.name AS town, h.category, h.industry, h.uscc, h.threshold, v.revenue, ratio(v.revenue * 12, h.month) AS yearly,
    CASE h.operating WHEN '1' THEN '正常运营' WHEN '2' THEN '停业（歇业）' WHEN '3' THEN '筹建' WHEN '4' THEN '当年关闭' WHEN '5' THEN '当年破产' WHEN '6' THEN '当年注销' WHEN '7' THEN '当年吊销' WHEN '9' THEN '其他' END AS operating,
    row_number() OVER (ORDER BY h.category, h.industry, h.uscc) AS no, no AS nth
FROM here h JOIN offices o ON o.office = h.office JOIN revenue v ON v.office = h.office AND v.key = h.key
WHERE h.admission = '5' AND h.month >= 4 AND v.revenue * 12 < h.threshold * h.month;
