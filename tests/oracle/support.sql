-- Tables of approvals, guarantees and problems: T7, T14, T15, T16, T25, T26 (practice.md P8, P11).

CREATE VIEW open_or_not AS
SELECT p.*, o.name AS town, o.ord, CASE WHEN closed THEN '是' ELSE '否' END AS closed_words FROM problems p JOIN offices o USING (office) WHERE period = getvariable('period');

-- Open ones first, the longest overdue on top.
CREATE VIEW t7 AS
SELECT office || '/' || key AS place, row_number() OVER (ORDER BY closed, overdue DESC NULLS LAST, ord, nth) AS no, town, problem, measure, unit, person, due, status, closed_words AS closed, overdue,
    row_number() OVER (ORDER BY closed, overdue DESC NULLS LAST, ord, nth) AS nth FROM open_or_not WHERE about = 'problems';
CREATE VIEW t25 AS
SELECT office || '/' || key AS place, row_number() OVER (ORDER BY closed, overdue DESC NULLS LAST, ord, nth) AS no, town, problem, measure, unit AS duty, person, due, status, closed_words AS closed, overdue,
    row_number() OVER (ORDER BY closed, overdue DESC NULLS LAST, ord, nth) AS nth FROM open_or_not WHERE about = 'unit_problems';

CREATE VIEW t26 AS
SELECT office || '/' || key AS place, unit AS duty, town, problem, person, leader, due, overdue, row(unit IS NULL, unit, 1, -overdue, ord, nth) AS nth
FROM open_or_not WHERE about = 'problems' AND NOT closed
UNION ALL
SELECT DISTINCT 'group/' || coalesce(unit, ''), NULL, NULL, NULL, NULL, NULL, CAST(NULL AS DATE), NULL, row(unit IS NULL, unit, 0, 0, 0, 0) FROM open_or_not WHERE about = 'problems' AND NOT closed;

CREATE VIEW t14 AS
SELECT coalesce(code, 'total') AS place, count(item) AS n, count(*) FILTER (state IN ('4', '5')) AS done, count(*) FILTER (state IN ('2', '3')) AS doing,
    count(*) FILTER (item IS NOT NULL AND state = '1') AS waiting, count(*) FILTER (late) AS late, ratio(count(*) FILTER (state IN ('4', '5')), count(item)) AS rate, coalesce(code, '9999') AS nth
FROM (SELECT printf('%02d', c) AS code FROM range(1, 15) t(c) UNION ALL SELECT '99') LEFT JOIN (FROM approvals WHERE period = getvariable('period')) ON item = code GROUP BY GROUPING SETS ((code), ());

CREATE VIEW t15 AS
SELECT coalesce(code, 'total') AS place, count(kind) AS n, count(*) FILTER (done) AS done, count(*) FILTER (NOT done) AS open, count(*) FILTER (late) AS late,
    ratio(count(*) FILTER (done), count(kind)) AS rate, coalesce(code, '99') AS nth
FROM (SELECT CAST(c AS VARCHAR) AS code FROM range(1, 10) t(c)) LEFT JOIN (FROM guarantees WHERE period = getvariable('period')) ON kind = code GROUP BY GROUPING SETS ((code), ());

CREATE VIEW t16 AS
SELECT coalesce(r.office, 'total') AS place, count(p.office) AS n, count(*) FILTER (closed) AS closed, count(*) FILTER (NOT closed) AS open,
    count(*) FILTER (NOT closed AND overdue > 0) AS late, ratio(count(*) FILTER (closed), count(p.office)) AS rate
FROM reporting r LEFT JOIN open_or_not p USING (office) GROUP BY GROUPING SETS ((r.office), ());
