-- Tables of the projects: T1, T2, T3, T4, T13, T17, T18, T19, T20, T21, T22 (domain.md §6.2–6.5, practice.md P6, P7, P9, P12–P14, P16).

CREATE VIEW key AS SELECT p.*, o.name AS town, o.ord FROM progress p JOIN offices o USING (office) WHERE period = getvariable('period');

-- What T1 and T20 rank by, this month and the one before: each month among all that reported for it.
CREATE VIEW dispatch AS
SELECT m.period, coalesce(r.office, 'total') AS place, count(p.office) AS n, sum(planned) AS planned, sum(year_plan) AS year_plan, sum(plan) AS month_plan,
    sum(actual) AS month_done, sum(ytd) AS done, count(*) FILTER (colour = 'red') AS red, ratio(sum(ytd), sum(year_plan)) AS rate, ahead(sum(ytd), sum(year_plan), any_value(m.month)) AS ahead_of
FROM (SELECT DISTINCT period, office FROM submissions JOIN offices USING (office)) r JOIN months m USING (period) LEFT JOIN progress p ON p.office = r.office AND p.period = m.period GROUP BY GROUPING SETS ((m.period, r.office), (m.period));
CREATE VIEW standing AS
SELECT period, place, CASE WHEN place <> 'total' AND rate IS NOT NULL THEN rank() OVER (PARTITION BY period, place = 'total' ORDER BY as_number(rate) DESC NULLS LAST, done DESC, red) END AS t1,
    CASE WHEN place <> 'total' AND rate IS NOT NULL THEN rank() OVER (PARTITION BY period, place = 'total' ORDER BY as_number(rate) DESC NULLS LAST, done DESC) END AS t20
FROM dispatch;
-- Who has not reported yet had a rank all the same.
CREATE VIEW missing_standing AS SELECT * FROM standing WHERE period = getvariable('before') AND place <> 'total' AND place NOT IN (SELECT office FROM reporting);

CREATE VIEW t1 AS
SELECT d.place, n, planned * 0.0001 AS planned, year_plan * 0.0001 AS year_plan, month_plan * 0.0001 AS month_plan, month_done * 0.0001 AS month_done,
    ratio(month_done, month_plan) AS month_rate, done * 0.0001 AS done, rate, ahead_of AS ahead, red, s.t1 AS rank, b.t1 AS before, b.t1 - s.t1 AS move,
    -- Red to the first three, yellow to the last three, but never to one that kept pace.
    CASE WHEN d.place = 'total' THEN NULL WHEN s.t1 <= 3 THEN 'red'
        WHEN (SELECT count(*) FROM standing l WHERE l.period = d.period AND l.t1 > s.t1) < 3 AND NOT ahead_of.num >= 0 THEN 'yellow' END AS flag
FROM dispatch d JOIN standing s USING (period, place) LEFT JOIN standing b ON b.place = d.place AND b.period = getvariable('before') WHERE d.period = getvariable('period')
UNION ALL BY NAME SELECT place, t1 AS before FROM missing_standing;

-- 应开工 and the like: planned for a day of this year up to the end of the month.
CREATE VIEW milestones AS
SELECT coalesce(r.office, 'total') AS place,
    count(*) FILTER (year(start_plan) = year AND start_plan <= end_of) AS start_plan, count(*) FILTER (year(start_plan) = year AND start_plan <= end_of AND d_start IS NOT NULL) AS started,
    count(*) FILTER (year(finish_plan) = year AND finish_plan <= end_of) AS finish_plan, count(*) FILTER (year(finish_plan) = year AND finish_plan <= end_of AND d_finish IS NOT NULL) AS finished,
    count(*) FILTER (year(produce_plan) = year AND produce_plan <= end_of) AS produce_plan, count(*) FILTER (year(produce_plan) = year AND produce_plan <= end_of AND d_produce IS NOT NULL) AS produced,
    count(*) FILTER (due_in) AS due_in, count(*) FILTER (due_in AND in_stats) AS in_stats,
    -- 储备转化率: of those that were in reserve when the year began.
    count(*) FILTER (year(d_reserve) < year AND (d_start IS NULL OR year(d_start) >= year)) AS in_reserve, count(*) FILTER (year(d_reserve) < year AND year(d_start) = year) AS turned
FROM reporting r LEFT JOIN key USING (office) GROUP BY GROUPING SETS ((r.office), ());

CREATE VIEW t2 AS
SELECT place, start_plan, started, ratio(started, start_plan) AS start_rate, finish_plan, finished, ratio(finished, finish_plan) AS finish_rate,
    produce_plan, produced, ratio(produced, produce_plan) AS produce_rate, due_in, in_stats, ratio(in_stats, due_in) AS in_rate,
    CASE WHEN place <> 'total' AND start_plan > 0 THEN rank() OVER (PARTITION BY place = 'total' ORDER BY as_number(ratio(started, start_plan)) DESC NULLS LAST, started DESC) END AS rank
FROM milestones;

CREATE VIEW t3 AS
WITH counts AS (
    SELECT coalesce(r.office, 'total') AS place, count(key.office) AS n, count(*) FILTER (colour = 'blue') AS blue, count(*) FILTER (colour = 'yellow') AS yellow,
        count(*) FILTER (colour = 'red') AS red, count(*) FILTER (colour = 'none') AS "none",
        coalesce(string_agg(name, '、' ORDER BY ord, nth) FILTER (colour = 'red'), '') AS names
    FROM reporting r LEFT JOIN key USING (office) GROUP BY GROUPING SETS ((r.office), ())
)
SELECT *, ratio(red, n) AS share,
    -- A town is red when three projects in ten are, yellow when any is red or yellow.
    CASE WHEN n = 0 THEN '没有项目' WHEN red * 10 >= n * 3 THEN '红' WHEN red + yellow > 0 THEN '黄' ELSE '蓝' END AS town
FROM counts;

-- 完成或超额 (the year's plan is reached), 达到进度 (ahead of the months), 未达进度.
CREATE VIEW t13 AS
SELECT coalesce(r.office, 'total') AS place, count(key.office) AS n, sum(planned) * 0.0001 AS planned, sum(before + ytd) * 0.0001 AS total_done,
    sum(year_plan) * 0.0001 AS year_plan, sum(ytd) * 0.0001 AS done, ratio(sum(ytd), sum(year_plan)) AS rate, ahead(sum(ytd), sum(year_plan), getvariable('month')) AS ahead,
    count(*) FILTER (rate.num >= rate.den) AS "full", count(*) FILTER (rate.num < rate.den AND ahead_of.num >= 0) AS on_pace, count(*) FILTER (rate.num < rate.den AND ahead_of.num < 0) AS behind,
    count(key.office) FILTER (rate IS NULL) AS unplanned, coalesce(string_agg(name, '、' ORDER BY ord, nth) FILTER (rate.num < rate.den AND ahead_of.num < 0), '') AS names
FROM reporting r LEFT JOIN key USING (office) GROUP BY GROUPING SETS ((r.office), ());

CREATE VIEW t20 AS
-- 亩均投资强度: the investment of the projects that stand on land of their own, for each 亩 of it.
WITH dense AS (
    SELECT coalesce(r.office, 'total') AS place, sum(before + ytd) FILTER (land > 0) AS done_on_land, sum(land) FILTER (land > 0 AND before + ytd IS NOT NULL) AS land, count(*) FILTER (land > 0 AND before + ytd IS NOT NULL) AS land_n
    FROM reporting r LEFT JOIN key USING (office) GROUP BY GROUPING SETS ((r.office), ())
)
SELECT d.place, n, done * 0.0001 AS done, rate, ratio(started, start_plan) AS start_rate, ratio(finished, finish_plan) AS finish_rate, ratio(produced, produce_plan) AS produce_rate,
    ratio(turned, in_reserve) AS turn_rate, ratio(in_stats, due_in) AS in_rate, land_n, ratio(dense.done_on_land, dense.land) AS density,
    s.t20 AS rank, b.t20 AS before, b.t20 - s.t20 AS move, coalesce(s.t20, 9999) AS nth,
    CASE WHEN d.place = 'total' THEN NULL WHEN s.t20 <= 3 THEN 'red'
        WHEN (SELECT count(*) FROM standing l WHERE l.period = d.period AND l.t20 > s.t20) < 3 AND NOT ahead_of.num >= 0 THEN 'yellow' END AS flag
FROM dispatch d JOIN milestones USING (place) JOIN standing s USING (period, place) JOIN dense USING (place) LEFT JOIN standing b ON b.place = d.place AND b.period = getvariable('before')
WHERE d.period = getvariable('period')
UNION ALL BY NAME SELECT place, t20 AS before, 9999 AS nth FROM missing_standing;

CREATE VIEW stages AS
SELECT * FROM (VALUES ('1', '谋划'), ('2', '储备'), ('3', '签约'), ('4', '落地'), ('5', '开工'), ('6', '在建'), ('7', '竣工'), ('8', '投产')) AS t(code, label);
CREATE VIEW t17 AS
WITH sums AS (
    SELECT coalesce(code, 'total') AS place, count(key.office) AS n, sum(planned) AS planned, sum(ytd) * 0.0001 AS done, coalesce(code, '9') AS nth
    FROM stages LEFT JOIN key ON stage = code GROUP BY GROUPING SETS ((code), ())
)
SELECT place, n, planned * 0.0001 AS planned, ratio(planned, (SELECT planned FROM sums WHERE place = 'total')) AS share, done, nth FROM sums;

-- 六个一批: 开工、推进、投产、销号、储备、保障.
CREATE VIEW t18 AS
SELECT coalesce(code, 'total') AS place, count(key.office) AS n, sum(planned) * 0.0001 AS planned, sum(year_plan) * 0.0001 AS year_plan, sum(ytd) * 0.0001 AS done, coalesce(code, '9') AS nth
FROM (VALUES ('1'), ('2'), ('3'), ('4'), ('5'), ('6')) AS t(code) LEFT JOIN key ON batch = code GROUP BY GROUPING SETS ((code), ());

-- Open problems by project.
CREATE VIEW open_problems AS
SELECT office, owner, count(*) AS open, count(*) FILTER (overdue > 0) AS late, string_agg(problem, '、' ORDER BY nth) AS names
FROM problems WHERE period = getvariable('period') AND about = 'problems' AND NOT closed GROUP BY ALL;

CREATE MACRO tidy(n) AS regexp_replace(regexp_replace(format('{:,}', CAST(n AS BIGINT)) || CASE WHEN n <> floor(n) THEN regexp_replace(CAST(n - floor(n) AS VARCHAR), '^0', '') ELSE '' END, '(\.[0-9]*[1-9])0+$', '\1'), '\.0+$', '');
CREATE MACRO chinese(d) AS year(d) || '年' || month(d) || '月' || day(d) || '日';
CREATE VIEW described AS
SELECT k.*, q.open, q.late, q.names AS problem_names,
    CASE case_of
        WHEN 1 THEN '连续' || short_months || '个月没有完成月计划：' || short_words
        WHEN 2 THEN '计划' || chinese(start_plan) || '开工，已过' || since_plan || '月还没有开工'
        WHEN 3 THEN chinese(d_start) || '开工，已过' || since_start || '月还没有纳统'
        WHEN 4 THEN '本月计划' || tidy(plan) || '万元，完成' || tidy(actual) || '万元：' || short_words
        WHEN 5 THEN '计划' || chinese(start_plan) || '开工，还没有开工'
        WHEN 6 THEN chinese(d_start) || '开工，已过' || since_start || '月还没有纳统'
        WHEN 7 THEN '完成本月计划：计划' || tidy(plan) || '万元，完成' || tidy(actual) || '万元'
        WHEN 8 THEN '本月没有计划任务，1—本月完成' || tidy(ytd) || '万元，不少于计划' || tidy(plan_ytd) || '万元'
        ELSE CASE WHEN unplanned THEN '没有排月计划' WHEN actual IS NULL THEN '本月完成数没有报' ELSE '本月没有计划任务，累计还差' END END AS why,
    CASE colour WHEN 'red' THEN '红' WHEN 'yellow' THEN '黄' WHEN 'blue' THEN '蓝' ELSE '未定' END AS colour_name
FROM key k LEFT JOIN open_problems q ON q.office = k.office AND q.owner = k.key;

CREATE VIEW t4 AS
SELECT office || '/' || key AS place, row_number() OVER (ORDER BY ord, nth) AS no, town, responsible_unit AS duty, leader, planned, year_plan, plan AS month_plan, actual AS month_done,
    ytd AS done, ratio(ytd, year_plan) AS rate, node, coalesce(issue, problem_names) AS issue, colour_name AS colour, why, no AS nth FROM described
UNION ALL
SELECT 'total', NULL, NULL, NULL, NULL, sum(planned), sum(year_plan), sum(plan), sum(actual), sum(ytd), ratio(sum(ytd), sum(year_plan)), NULL, NULL, NULL, NULL, 999999 FROM described;

-- By leader (包保) and by responsible unit: the head of each group adds up its projects; who has none comes last.
CREATE VIEW t21 AS
SELECT office || '/' || key AS place, leader, town, responsible_unit AS duty, responsible AS person, task, deadline, standard, year_plan, ytd AS done, ratio(ytd, year_plan) AS rate,
    coalesce(open, 0) AS open, colour_name AS colour, row(leader IS NULL, leader, 1, ord, nth) AS nth FROM described
UNION ALL
SELECT 'group/' || coalesce(leader, ''), NULL, NULL, NULL, NULL, NULL, NULL, NULL, sum(year_plan), sum(ytd), ratio(sum(ytd), sum(year_plan)), sum(coalesce(open, 0)), NULL, row(leader IS NULL, leader, 0, 0, 0)
FROM described GROUP BY leader;

CREATE VIEW t22 AS
SELECT office || '/' || key AS place, responsible_unit AS duty, town, responsible AS person, leader, year_plan, ytd AS done, ratio(ytd, year_plan) AS rate, coalesce(open, 0) AS open,
    coalesce(late, 0) AS late, colour_name AS colour, row(responsible_unit IS NULL, responsible_unit, 1, ord, nth) AS nth FROM described
UNION ALL
SELECT 'group/' || coalesce(responsible_unit, ''), NULL, NULL, NULL, NULL, sum(year_plan), sum(ytd), ratio(sum(ytd), sum(year_plan)), sum(coalesce(open, 0)), sum(coalesce(late, 0)), NULL,
    row(responsible_unit IS NULL, responsible_unit, 0, 0, 0) FROM described GROUP BY responsible_unit;

-- 储备: which of the eight preliminary papers are still lacking; feasibility and land are asked unless it is said that they are not, energy only if it is said.
CREATE VIEW t19 AS
WITH papers AS (
    SELECT r.*, o.name AS town, o.ord, p.planned, list_filter([
        CASE WHEN t_approval IS NULL THEN '立项' END,
        CASE WHEN t_feasibility IS NULL AND coalesce(needs_feasibility, true) THEN '可研批复' END,
        CASE WHEN t_planning IS NULL THEN '规划许可' END,
        CASE WHEN t_land IS NULL AND coalesce(needs_land, true) THEN '用地手续' END,
        CASE WHEN t_eia IS NULL THEN '环评' END,
        CASE WHEN t_energy IS NULL AND needs_energy THEN '能评' END,
        CASE WHEN t_permit IS NULL THEN '施工许可' END,
        CASE WHEN t_fund IS NULL THEN '资金落实' END], lambda x: x IS NOT NULL) AS missing
    FROM reserve r JOIN offices o USING (office) LEFT JOIN projects p USING (period, office, key) WHERE period = getvariable('period')
)
SELECT office || '/' || key AS place, row_number() OVER (ORDER BY fund NULLS LAST, ord, nth) AS no, town,
    CASE fund WHEN '1' THEN '中央预算内投资' WHEN '2' THEN '超长期特别国债' WHEN '3' THEN '地方政府专项债券' WHEN '4' THEN '政策性金融工具' WHEN '5' THEN '省市专项资金'
        WHEN '6' THEN '招商引资' WHEN '7' THEN '企业自筹' WHEN '9' THEN '其他' END AS fund,
    CASE fund_use WHEN '01' THEN '交通基础设施' WHEN '02' THEN '能源' WHEN '03' THEN '农林水利' WHEN '04' THEN '生态环保' WHEN '05' THEN '社会事业' WHEN '06' THEN '冷链物流和粮食仓储'
        WHEN '07' THEN '市政和产业园区基础设施' WHEN '08' THEN '新型基础设施' WHEN '09' THEN '保障性安居工程和城市更新' WHEN '10' THEN '重大战略和安全能力'
        WHEN '11' THEN '设备更新和技术改造' WHEN '12' THEN '先进制造业和战略性新兴产业' WHEN '99' THEN '其他' END AS fund_use,
    planned, CASE WHEN in_nation THEN '国家' WHEN in_province THEN '省级' ELSE '没有' END AS library, len(missing) AS lacks,
    CASE WHEN len(missing) = 0 THEN '齐全' ELSE array_to_string(missing, '、') END AS names, duty, due, no AS nth FROM papers
UNION ALL
SELECT 'total', NULL, NULL, NULL, NULL, sum(planned), NULL, sum(len(missing)), NULL, NULL, NULL, 999999 FROM papers;
