-- Tables of the areas: T10, T11, T12 (practice.md P4, P5, P15). Targets and growth go down to an area, never to an enterprise.

CREATE VIEW t10 AS
WITH told AS (
    SELECT coalesce(r.office, 'total') AS place, sum(target) FILTER (told) AS target
    FROM reporting r LEFT JOIN (FROM targets WHERE period = getvariable('period')) t USING (office) GROUP BY GROUPING SETS ((r.office), ())
),
beside AS (SELECT place, target, "all" AS fresh, ratio("all", target) AS rate, greatest(target - "all", 0) AS "left" FROM told JOIN t9 USING (place))
SELECT *, CASE WHEN place <> 'total' AND rate IS NOT NULL THEN rank() OVER (PARTITION BY place = 'total', rate IS NULL ORDER BY as_number(rate) DESC, fresh DESC) END AS rank FROM beside;

-- Growth of each area beside that of the whole, which is the whole's own figure and not made of its parts.
CREATE VIEW t11 AS
WITH grown AS (
    SELECT CASE WHEN office = getvariable('whole') THEN 'total' ELSE office END AS place,
        ratio(industry_growth, 100) AS industry, ratio(fixed_growth, 100) AS fixed, ratio(retail_growth, 100) AS retail, ratio(service_growth, 100) AS service,
        growth(budget.ytd, budget.ytd_ly) AS budget, growth(investment_in.ytd, investment_in.ytd_ly) AS investment_in,
        growth(tech.ytd, tech.ytd_ly) AS tech, growth(trade.ytd, trade.ytd_ly) AS trade
    FROM area WHERE period = getvariable('period')
)
SELECT place,
    g.industry, gap(g.industry, w.industry) AS industry_gap, CASE WHEN g.place <> 'total' AND g.industry IS NOT NULL THEN rank() OVER (PARTITION BY g.place = 'total' ORDER BY as_number(g.industry) DESC NULLS LAST) END AS industry_rank,
    g.fixed, gap(g.fixed, w.fixed) AS fixed_gap, CASE WHEN g.place <> 'total' AND g.fixed IS NOT NULL THEN rank() OVER (PARTITION BY g.place = 'total' ORDER BY as_number(g.fixed) DESC NULLS LAST) END AS fixed_rank,
    g.retail, gap(g.retail, w.retail) AS retail_gap, CASE WHEN g.place <> 'total' AND g.retail IS NOT NULL THEN rank() OVER (PARTITION BY g.place = 'total' ORDER BY as_number(g.retail) DESC NULLS LAST) END AS retail_rank,
    g.service, gap(g.service, w.service) AS service_gap, CASE WHEN g.place <> 'total' AND g.service IS NOT NULL THEN rank() OVER (PARTITION BY g.place = 'total' ORDER BY as_number(g.service) DESC NULLS LAST) END AS service_rank,
    g.budget, gap(g.budget, w.budget) AS budget_gap, CASE WHEN g.place <> 'total' AND g.budget IS NOT NULL THEN rank() OVER (PARTITION BY g.place = 'total' ORDER BY as_number(g.budget) DESC NULLS LAST) END AS budget_rank,
    g.investment_in, gap(g.investment_in, w.investment_in) AS investment_in_gap, CASE WHEN g.place <> 'total' AND g.investment_in IS NOT NULL THEN rank() OVER (PARTITION BY g.place = 'total' ORDER BY as_number(g.investment_in) DESC NULLS LAST) END AS investment_in_rank,
    g.tech, gap(g.tech, w.tech) AS tech_gap, CASE WHEN g.place <> 'total' AND g.tech IS NOT NULL THEN rank() OVER (PARTITION BY g.place = 'total' ORDER BY as_number(g.tech) DESC NULLS LAST) END AS tech_rank,
    g.trade, gap(g.trade, w.trade) AS trade_gap, CASE WHEN g.place <> 'total' AND g.trade IS NOT NULL THEN rank() OVER (PARTITION BY g.place = 'total' ORDER BY as_number(g.trade) DESC NULLS LAST) END AS trade_rank
FROM reporting_and_total LEFT JOIN grown g USING (place) LEFT JOIN grown w ON w.place = 'total';

-- In 亿元, from 万元.
CREATE VIEW t12 AS
SELECT coalesce(r.office, 'total') AS place,
    sum(investment_in_target) * 0.0001 AS investment_in_target, sum(investment_in.month) * 0.0001 AS investment_in_month, sum(investment_in.ytd) * 0.0001 AS investment_in_ytd,
    growth(sum(investment_in.ytd), sum(investment_in.ytd_ly)) AS investment_in_growth, ratio(sum(investment_in.ytd), sum(investment_in_target)) AS investment_in_rate,
    sum(tech_target) * 0.0001 AS tech_target, sum(tech.month) * 0.0001 AS tech_month, sum(tech.ytd) * 0.0001 AS tech_ytd,
    growth(sum(tech.ytd), sum(tech.ytd_ly)) AS tech_growth, ratio(sum(tech.ytd), sum(tech_target)) AS tech_rate,
    sum(trade_target) * 0.0001 AS trade_target, sum(trade.month) * 0.0001 AS trade_month, sum(trade.ytd) * 0.0001 AS trade_ytd,
    growth(sum(trade.ytd), sum(trade.ytd_ly)) AS trade_growth, ratio(sum(trade.ytd), sum(trade_target)) AS trade_rate,
    sum(budget_target) * 0.0001 AS budget_target, sum(budget.month) * 0.0001 AS budget_month, sum(budget.ytd) * 0.0001 AS budget_ytd,
    growth(sum(budget.ytd), sum(budget.ytd_ly)) AS budget_growth, ratio(sum(budget.ytd), sum(budget_target)) AS budget_rate,
    sum(fiscal_target) * 0.0001 AS fiscal_target, sum(fiscal.month) * 0.0001 AS fiscal_month, sum(fiscal.ytd) * 0.0001 AS fiscal_ytd,
    growth(sum(fiscal.ytd), sum(fiscal.ytd_ly)) AS fiscal_growth, ratio(sum(fiscal.ytd), sum(fiscal_target)) AS fiscal_rate
FROM reporting r LEFT JOIN (FROM area WHERE period = getvariable('period')) a USING (office) GROUP BY GROUPING SETS ((r.office), ());
