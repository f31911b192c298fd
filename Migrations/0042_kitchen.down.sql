DROP TABLE ticket_lines;
DROP TABLE kitchen_tickets;
