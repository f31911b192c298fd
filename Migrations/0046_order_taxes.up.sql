-- What each component of the tax on an order comes to, over its lines and charges.
CREATE VIEW order_taxes WITH (security_invoker = true) AS
SELECT t.organization_id, t.order_id, t.component, t.rate_bps,
    sum(coalesce(l.net_minor, c.net_minor))::bigint AS base_minor,
    sum(t.amount_minor)::bigint AS amount_minor,
    min(o.currency) AS currency
FROM order_line_taxes AS t
JOIN orders AS o ON o.organization_id = t.organization_id AND o.id = t.order_id
LEFT JOIN order_lines AS l ON l.organization_id = t.organization_id AND l.id = t.line_id
LEFT JOIN order_charges AS c ON c.organization_id = t.organization_id AND c.id = t.charge_id
GROUP BY t.organization_id, t.order_id, t.component, t.rate_bps;
GRANT SELECT ON order_taxes TO comanda_app;
