-- The records of the submissions as relations, typed and computed from what was typed.
--
-- `submissions` (period, office, doc) is there already: the files that count, and those of the month before. Nothing that
-- the page computed is read: shares, colours, categories, sums are worked out here once more from what was filled in.

-- The categories of the national industry codes (GB/T 4754) and the annual revenue from which a unit is counted, in 万元.
CREATE MACRO category(code) AS CASE
    WHEN code[1:2] BETWEEN '06' AND '46' THEN '工业'
    WHEN code[1:2] BETWEEN '47' AND '50' THEN '建筑业'
    WHEN code[1:2] = '51' THEN '批发'
    WHEN code[1:2] = '52' THEN '零售'
    WHEN code[1:2] = '61' THEN '住宿'
    WHEN code[1:2] = '62' THEN '餐饮'
    WHEN code = '7010' THEN '房地产开发'
    WHEN code[1:2] BETWEEN '53' AND '60' OR code[1:2] BETWEEN '63' AND '65' OR code[1:2] BETWEEN '70' AND '90' THEN '服务业'
    ELSE '' END;
CREATE MACRO threshold(code) AS CASE category(code)
    WHEN '工业' THEN 2000
    WHEN '批发' THEN 2000
    WHEN '零售' THEN 500
    WHEN '住宿' THEN 200
    WHEN '餐饮' THEN 200
    WHEN '服务业' THEN CASE
        WHEN code[1:2] IN ('80', '81', '82', '85') OR code[1:2] >= '86' THEN 500
        WHEN code[1:2] IN ('70', '71', '72', '73', '74', '75', '83') THEN 1000
        ELSE 2000 END
    END;

-- A ratio stays two exact numbers; only who prints it divides. There is none without a base.
CREATE MACRO ratio(a, b) AS CASE WHEN a IS NOT NULL AND b <> 0
    THEN {'num': CAST(a AS DECIMAL(38, 8)), 'den': CAST(b AS DECIMAL(38, 8))} END;
CREATE MACRO growth(now, base) AS CASE WHEN base > 0 THEN ratio(now - base, base) END;
-- How far a share of the year's plan is ahead of the months gone by.
CREATE MACRO ahead(done, plan, month) AS ratio(done * 12 - plan * month, plan * 12);
CREATE MACRO gap(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL THEN {'num': a.num, 'den': a.den, 'less_num': b.num, 'less_den': b.den} END;
CREATE MACRO as_number(of) AS CAST(of.num AS DOUBLE) / CAST(of.den AS DOUBLE);

CREATE MACRO pick(doc, form, shape) AS from_json(json_extract(doc, '$.forms.' || form), shape);

CREATE TABLE months AS SELECT DISTINCT
    period, CAST(period[1:4] AS INTEGER) AS year, CAST(period[6:7] AS INTEGER) AS month,
    last_day(CAST(period || '-01' AS DATE)) AS end_of FROM submissions;

CREATE TABLE units AS
SELECT period, office, nth, r.key, r.uscc, r.name, r.industry, r.operating,
       coalesce(r.admission, '5') AS admission, r.admission AS admission_told,
       -- What is not asked of a unit stays in the file where it was typed, but counts nowhere.
       CASE WHEN r.admission IN ('5', '6') THEN r.admitted END AS admitted,
       CASE WHEN r.admission = '6' THEN r.exited END AS exited,
       category(r.industry) AS category, threshold(r.industry) AS threshold
FROM (SELECT period, office, unnest(range(len(l))) AS nth, unnest(l) AS r FROM (SELECT *, pick(doc, 'units',
    '[{"key": "VARCHAR", "uscc": "VARCHAR", "name": "VARCHAR", "industry": "VARCHAR", "operating": "VARCHAR",
       "admission": "VARCHAR", "admitted": "VARCHAR", "exited": "VARCHAR"}]') AS l FROM submissions));

-- The monthly returns of the enterprises, one below the other: the main figure of each, in 千元 (estates in 万元), and the
-- revenue by which a unit is above or below its line.
CREATE TABLE returns AS
WITH flows AS (
    SELECT period, office, 'industry' AS form, r.key AS key, r.output AS main, r.revenue.ytd AS revenue FROM (SELECT period, office, unnest(pick(doc, 'industry',
        '[{"key": "VARCHAR", "output": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"}, "revenue": {"ytd": "DECIMAL(18,4)"}}]')) AS r FROM submissions)
    UNION ALL
    SELECT period, office, 'construction' AS form, r.key AS key, r.output AS main, NULL AS revenue FROM (SELECT period, office, unnest(pick(doc, 'construction',
        '[{"key": "VARCHAR", "output": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"}}]')) AS r FROM submissions)
    UNION ALL
    SELECT period, office, 'trade' AS form, r.key AS key, r.sales AS main, r.revenue.ytd AS revenue FROM (SELECT period, office, unnest(pick(doc, 'trade',
        '[{"key": "VARCHAR", "sales": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"}, "revenue": {"ytd": "DECIMAL(18,4)"}}]')) AS r FROM submissions)
    UNION ALL
    SELECT period, office, 'lodging' AS form, r.key AS key, r.turnover AS main, r.revenue.ytd AS revenue FROM (SELECT period, office, unnest(pick(doc, 'lodging',
        '[{"key": "VARCHAR", "turnover": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"}, "revenue": {"ytd": "DECIMAL(18,4)"}}]')) AS r FROM submissions)
    UNION ALL
    SELECT period, office, 'realestate' AS form, r.key AS key, r.invested AS main, NULL AS revenue FROM (SELECT period, office, unnest(pick(doc, 'realestate',
        '[{"key": "VARCHAR", "invested": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"}}]')) AS r FROM submissions)
    UNION ALL
    SELECT period, office, 'services' AS form, r.key AS key, r.revenue AS main, r.revenue.ytd AS revenue FROM (SELECT period, office, unnest(pick(doc, 'services',
        '[{"key": "VARCHAR", "revenue": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"}}]')) AS r FROM submissions)
)
SELECT period, office, form, key, main.month AS month, main.ytd AS ytd, main.ytd_ly AS ytd_ly, revenue FROM flows;

CREATE TABLE projects AS
SELECT period, office, nth, r.* FROM (SELECT period, office, unnest(range(len(l))) AS nth, unnest(l) AS r FROM (SELECT *, pick(doc, 'projects',
    '[{"key": "VARCHAR", "name": "VARCHAR", "admission": "VARCHAR", "planned": "DECIMAL(18,4)", "responsible_unit": "VARCHAR",
       "responsible": "VARCHAR", "leader": "VARCHAR"}]') AS l FROM submissions));

CREATE TABLE investment AS
SELECT period, office, r.key, r.invested.ytd AS ytd, r.invested.ytd_ly AS ytd_ly FROM (SELECT period, office, unnest(pick(doc, 'investment',
    '[{"key": "VARCHAR", "invested": {"ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"}}]')) AS r FROM submissions);

-- Key projects: the twelve months of plan and actual, and what follows from them up to the month of the report.
CREATE TABLE progress AS
WITH filled AS (
    SELECT period, office, nth, r.* FROM (SELECT period, office, unnest(range(len(l))) AS nth, unnest(l) AS r FROM (SELECT *, pick(doc, 'progress',
        '[{"key": "VARCHAR", "before": "DECIMAL(18,4)", "year_plan": "DECIMAL(18,4)", "land": "DECIMAL(18,4)", "stage": "VARCHAR", "issue": "VARCHAR",
           "plan": {"m01": "DECIMAL(18,4)", "m02": "DECIMAL(18,4)", "m03": "DECIMAL(18,4)", "m04": "DECIMAL(18,4)", "m05": "DECIMAL(18,4)", "m06": "DECIMAL(18,4)",
                    "m07": "DECIMAL(18,4)", "m08": "DECIMAL(18,4)", "m09": "DECIMAL(18,4)", "m10": "DECIMAL(18,4)", "m11": "DECIMAL(18,4)", "m12": "DECIMAL(18,4)"},
           "actual": {"m01": "DECIMAL(18,4)", "m02": "DECIMAL(18,4)", "m03": "DECIMAL(18,4)", "m04": "DECIMAL(18,4)", "m05": "DECIMAL(18,4)", "m06": "DECIMAL(18,4)",
                      "m07": "DECIMAL(18,4)", "m08": "DECIMAL(18,4)", "m09": "DECIMAL(18,4)", "m10": "DECIMAL(18,4)", "m11": "DECIMAL(18,4)", "m12": "DECIMAL(18,4)"},
           "node": {"m01": "VARCHAR", "m02": "VARCHAR", "m03": "VARCHAR", "m04": "VARCHAR", "m05": "VARCHAR", "m06": "VARCHAR",
                    "m07": "VARCHAR", "m08": "VARCHAR", "m09": "VARCHAR", "m10": "VARCHAR", "m11": "VARCHAR", "m12": "VARCHAR"},
           "d_reserve": "DATE", "d_start": "DATE", "d_finish": "DATE", "d_produce": "DATE", "start_plan": "DATE", "finish_plan": "DATE", "produce_plan": "DATE",
           "task": "VARCHAR", "deadline": "DATE", "standard": "VARCHAR"}]') AS l FROM submissions))
),
listed AS (
    SELECT filled.* EXCLUDE (plan, actual, node), month, year, end_of,
        [plan.m01, plan.m02, plan.m03, plan.m04, plan.m05, plan.m06, plan.m07, plan.m08, plan.m09, plan.m10, plan.m11, plan.m12] AS plans,
        [actual.m01, actual.m02, actual.m03, actual.m04, actual.m05, actual.m06, actual.m07, actual.m08, actual.m09, actual.m10, actual.m11, actual.m12] AS actuals,
        [node.m01, node.m02, node.m03, node.m04, node.m05, node.m06, node.m07, node.m08, node.m09, node.m10, node.m11, node.m12][month] AS node
    FROM filled JOIN months USING (period)
),
-- By month: whether the month's plan was missed.
by_month AS (
    SELECT period, office, key, k, plans[k] AS plan, actuals[k] AS actual, plans[k] > 0 AND actuals[k] < plans[k] AS missed
    FROM listed, range(1, 13) AS t(k) WHERE k <= month
),
met AS (SELECT period, office, key, coalesce(max(k) FILTER (missed IS NOT TRUE), 0) AS last_met, sum(plan) AS plan_ytd, sum(actual) AS ytd FROM by_month GROUP BY ALL),
short AS (
    SELECT period, office, key, count(*) FILTER (k > last_met) AS months,
        -- The share of each month's plan, cut off behind the first place: 85%, 72.7%.
        string_agg(k || '月' || regexp_replace(printf('%.1f', CAST(floor(CAST(actual AS DOUBLE) * 1000 / CAST(plan AS DOUBLE)) / 10 AS DOUBLE)), '\.0$', '') || '%', '，' ORDER BY k) FILTER (k > last_met) AS words
    FROM by_month JOIN met USING (period, office, key) GROUP BY ALL
),
known AS (
    SELECT listed.* EXCLUDE (plans, actuals), plans[month] AS plan, actuals[month] AS actual, met.plan_ytd, met.ytd,
        CASE WHEN plans[month] > 0 AND actuals[month] IS NULL THEN NULL ELSE short.months END AS short_months, short.words AS short_words,
        len(list_filter(plans, lambda p: p IS NOT NULL)) = 0 AS unplanned,
        projects.name, projects.planned, projects.admission, projects.responsible_unit, projects.responsible, projects.leader,
        projects.admission = '5' AS in_stats, listed.d_start IS NOT NULL AND projects.planned >= 500 AS due_in,
        datediff('month', listed.start_plan, listed.end_of) AS since_plan, datediff('month', listed.d_start, listed.end_of) AS since_start
    FROM listed JOIN met USING (period, office, key) JOIN short USING (period, office, key) LEFT JOIN projects USING (period, office, key)
),
coloured AS (
    SELECT *,
        CASE WHEN admission = '6' THEN '4' WHEN stage IN ('1', '2') THEN '5' WHEN stage IN ('3', '4') THEN '6' WHEN stage = '5' THEN '1'
            WHEN stage = '6' THEN '2' WHEN stage IN ('7', '8') THEN '3' WHEN stage IS NULL THEN NULL ELSE '5' END AS batch,
        ratio(ytd, year_plan) AS rate, ahead(ytd, year_plan, month) AS ahead_of,
        -- 金乡: two months in a row missed is red, one is yellow, fulfilled is blue; 银川: late starts and late entries.
        CASE WHEN short_months >= 2 THEN 1 WHEN d_start IS NULL AND since_plan >= 3 THEN 2 WHEN due_in AND NOT in_stats AND since_start > 2 THEN 3
            WHEN short_months > 0 THEN 4 WHEN d_start IS NULL AND since_plan >= 0 THEN 5 WHEN due_in AND NOT in_stats AND since_start > 1 THEN 6
            WHEN actual >= plan AND plan > 0 THEN 7 WHEN coalesce(plan, 0) = 0 AND ytd >= plan_ytd THEN 8 ELSE 9 END AS case_of
    FROM known
)
SELECT *, CASE WHEN case_of <= 3 THEN 'red' WHEN case_of <= 6 THEN 'yellow' WHEN case_of <= 8 THEN 'blue' ELSE 'none' END AS colour FROM coloured;

CREATE TABLE approvals AS
SELECT period, office, r.item, coalesce(r.state, '1') AS state,
    CASE WHEN coalesce(r.state, '1') NOT IN ('4', '5') THEN datediff('day', r.promised, end_of) END > 0 AS late
FROM (SELECT period, office, unnest(pick(doc, 'approvals', '[{"key": "VARCHAR", "item": "VARCHAR", "state": "VARCHAR", "promised": "DATE"}]')) AS r FROM submissions)
JOIN months USING (period);

CREATE TABLE guarantees AS
SELECT period, office, r.of AS project, r.kind, coalesce(r.done, false) AS done, CASE WHEN r.kind = '1' THEN r.land_given END AS land_given,
    NOT coalesce(r.done, false) AND datediff('day', r.due, end_of) > 0 AS late
FROM (SELECT period, office, unnest(pick(doc, 'guarantees', '[{"key": "VARCHAR", "of": "VARCHAR", "kind": "VARCHAR", "done": "BOOLEAN", "due": "DATE", "land_given": "DECIMAL(18,4)"}]')) AS r FROM submissions)
JOIN months USING (period);

-- Problems of projects and of units: open ones are overdue by the days to the month's end, closed ones by those to the day they were closed.
CREATE TABLE problems AS
SELECT period, office, about, nth, r.key, r.of AS owner, r.problem, r.measure, r.unit, r.person, r.leader, r.due, r.status, coalesce(r.closed, false) AS closed,
    greatest(datediff('day', r.due, CASE WHEN coalesce(r.closed, false) THEN r.closed_on ELSE end_of END), 0) AS overdue
FROM (
    SELECT period, office, about, unnest(range(len(l))) AS nth, unnest(l) AS r FROM (
        SELECT period, office, about, pick(doc, about, '[{"key": "VARCHAR", "of": "VARCHAR", "problem": "VARCHAR", "measure": "VARCHAR", "unit": "VARCHAR", "person": "VARCHAR",
            "leader": "VARCHAR", "due": "DATE", "status": "VARCHAR", "closed": "BOOLEAN", "closed_on": "DATE"}]') AS l
        FROM submissions, (VALUES ('problems'), ('unit_problems')) AS t(about)))
JOIN months USING (period);

CREATE TABLE reserve AS
SELECT period, office, nth, r.* FROM (SELECT period, office, unnest(range(len(l))) AS nth, unnest(l) AS r FROM (SELECT *, pick(doc, 'reserve',
    '[{"key": "VARCHAR", "fund": "VARCHAR", "fund_use": "VARCHAR", "in_nation": "BOOLEAN", "in_province": "BOOLEAN", "duty": "VARCHAR", "due": "DATE",
       "needs_feasibility": "BOOLEAN", "needs_land": "BOOLEAN", "needs_energy": "BOOLEAN", "t_approval": "DATE", "t_feasibility": "DATE", "t_planning": "DATE",
       "t_land": "DATE", "t_eia": "DATE", "t_energy": "DATE", "t_permit": "DATE", "t_fund": "DATE"}]') AS l FROM submissions));

CREATE TABLE admission AS
SELECT period, office, nth, r.* FROM (SELECT period, office, unnest(range(len(l))) AS nth, unnest(l) AS r FROM (SELECT *, pick(doc, 'admission',
    '[{"key": "VARCHAR", "way": "VARCHAR", "applied": "DATE", "income": "DECIMAL(18,4)", "strategic": "BOOLEAN", "processing": "BOOLEAN", "attached": "BOOLEAN",
       "m_form": "BOOLEAN", "m_basic": "BOOLEAN", "m_licence": "BOOLEAN", "m_scope": "BOOLEAN", "m_site": "BOOLEAN", "m_pledge": "BOOLEAN", "m_seal": "BOOLEAN",
       "m_income": "BOOLEAN", "m_vat": "BOOLEAN", "m_annex": "BOOLEAN", "m_gate": "BOOLEAN", "m_machines": "BOOLEAN", "m_project": "BOOLEAN", "m_ledger": "BOOLEAN",
       "m_strategic": "BOOLEAN", "m_processing": "BOOLEAN", "m_e204": "BOOLEAN", "m_qualification": "BOOLEAN", "m_land": "BOOLEAN", "m_permit": "BOOLEAN",
       "m_photo": "BOOLEAN", "m_activity": "BOOLEAN", "m_exit": "BOOLEAN"}]') AS l FROM submissions));

-- Figures of the area itself: one record of each office.
CREATE TABLE area AS
SELECT period, office, r.* FROM (SELECT period, office, unnest(pick(doc, 'area',
    '[{"industry_growth": "DECIMAL(18,4)", "fixed_growth": "DECIMAL(18,4)", "retail_growth": "DECIMAL(18,4)", "service_growth": "DECIMAL(18,4)",
       "investment_in_target": "DECIMAL(18,4)", "investment_in": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"},
       "tech_target": "DECIMAL(18,4)", "tech": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"},
       "trade_target": "DECIMAL(18,4)", "trade": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"},
       "budget_target": "DECIMAL(18,4)", "budget": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"},
       "fiscal_target": "DECIMAL(18,4)", "fiscal": {"month": "DECIMAL(18,4)", "ytd": "DECIMAL(18,4)", "ytd_ly": "DECIMAL(18,4)"}}]')) AS r FROM submissions);

CREATE TABLE targets AS
SELECT period, office, coalesce(r.industry_target, r.construction_target, r.trade_target, r.estate_target, r.services_target, r.other_target) IS NOT NULL AS told,
    coalesce(r.industry_target, 0) + coalesce(r.construction_target, 0) + coalesce(r.trade_target, 0) + coalesce(r.estate_target, 0)
        + coalesce(r.services_target, 0) + coalesce(r.other_target, 0) AS target
FROM (SELECT period, office, unnest(pick(doc, 'admission_target',
    '[{"industry_target": "DECIMAL(18,4)", "construction_target": "DECIMAL(18,4)", "trade_target": "DECIMAL(18,4)", "estate_target": "DECIMAL(18,4)",
       "services_target": "DECIMAL(18,4)", "other_target": "DECIMAL(18,4)"}]')) AS r FROM submissions);
