DROP TABLE station_routes;
DROP TABLE stations;
