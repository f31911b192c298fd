DROP TABLE kitchen_alerts;
DROP TABLE station_displays;
