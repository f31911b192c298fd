DROP INDEX kitchen_tickets_open_idx;
