CREATE TABLE call (
	id VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE catalogue (
	kind VARCHAR NOT NULL, 
	id VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	scope VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	digest VARCHAR NOT NULL, 
	PRIMARY KEY (kind, id)
);
INSERT INTO "catalogue" VALUES('location','north','shop','shop','{"id":"north","name":"North","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.52,"lon":13.4,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}','73d3a3675cd6c00d1bd48dbf197fc6ca72dc86cd396bbed66a5ec0d3d2922cd1');
INSERT INTO "catalogue" VALUES('location','south','shop','shop','{"id":"south","name":"South","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.45,"lon":13.38,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}','56dd0ecf309d8f76e3f21b6adca013bc0ed4e85b76606cf45f4e521111e62c86');
INSERT INTO "catalogue" VALUES('location','west','shop','shop','{"id":"west","name":"West","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.51,"lon":13.2,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}','f9d4dfd9be241c12ef9e87c6c5d364758e906c758e04aefb8bdd59f5ba479216');
INSERT INTO "catalogue" VALUES('location','depot','shop','shop','{"id":"depot","name":"Depot","kind":"warehouse","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":51.3,"lon":12.4,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}','c2bf5f0c08a5ff393d3b1d4bec9bf40472f400f76c0bb76b24c5010eb2cd1bf6');
INSERT INTO "catalogue" VALUES('product','shop:lamp','shop','shop','{"id":"shop:lamp","name":"Lamp","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"lamp","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}','8404f9dee2d424900c19cdede39f7f9394d621746afe801e694289359153e5ff');
INSERT INTO "catalogue" VALUES('product','shop:vase','shop','shop','{"id":"shop:vase","name":"Vase","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"vase","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}','76a05811eb251bf901707cd3c7ccc9b6e1cd552d3027c0fad7402f7121734f68');
INSERT INTO "catalogue" VALUES('product','shop:rug','shop','shop','{"id":"shop:rug","name":"Rug","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"rug","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}','2284501f89e80c609aa0c737085ddc775a9318b3c83bf4fdf92171d9b390af92');
CREATE TABLE connector_errand (
	seq INTEGER NOT NULL, 
	connector VARCHAR NOT NULL, 
	direction VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	made_at BIGINT NOT NULL, 
	state VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	not_before BIGINT, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (seq)
);
CREATE TABLE connector_health (
	connector VARCHAR NOT NULL, 
	cursor TEXT NOT NULL, 
	last_done_at BIGINT, 
	last_error TEXT NOT NULL, 
	last_error_at BIGINT, 
	PRIMARY KEY (connector)
);
INSERT INTO "connector_health" VALUES('mail','7',NULL,'',NULL);
CREATE TABLE connector_pair (
	connector VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	ours VARCHAR NOT NULL, 
	theirs VARCHAR NOT NULL, 
	PRIMARY KEY (connector, kind, ours)
);
CREATE TABLE dedupe (
	device_id VARCHAR NOT NULL, 
	mutation_id VARCHAR NOT NULL, 
	fingerprint VARCHAR NOT NULL, 
	result TEXT NOT NULL, 
	PRIMARY KEY (device_id, mutation_id)
);
INSERT INTO "dedupe" VALUES('kiosk-north','m1','66604d84e9d4c4854783a8bb9db7e45d02eaf7b1333fdd541e0e2a8f0a493ec8','{"id":"m1","status":"applied","rev":12,"visible_at":12,"problem":null}');
INSERT INTO "dedupe" VALUES('staff-north','m2','40048954e8cff4960b0e7713bd5fe998a5902aef146da5cfd63b886bd38fb52d','{"id":"m2","status":"applied","rev":14,"visible_at":14,"problem":null}');
INSERT INTO "dedupe" VALUES('staff-north','m3','850f6166ad2cd65ecddc6866248af1f8695ab3e3250e7b3a56858a968a0cc181','{"id":"m3","status":"applied","rev":16,"visible_at":16,"problem":null}');
INSERT INTO "dedupe" VALUES('staff-north','m4','dd539f29d2682a3383ad6f48846c9eec3b040844c81642a47510cf2ab451ec64','{"id":"m4","status":"applied","rev":19,"visible_at":19,"problem":null}');
INSERT INTO "dedupe" VALUES('kiosk-north','m5','65c83b921832e65c60e51f83d7bc7c0f09a2f124fbc96d2faed93e5872658237','{"id":"m5","status":"applied","rev":25,"visible_at":25,"problem":null}');
INSERT INTO "dedupe" VALUES('staff-north','m6','f4036611a91406a90f0ee9cf846355ca91c899b820668ab866cfe018c5ac3d84','{"id":"m6","status":"applied","rev":29,"visible_at":29,"problem":null}');
INSERT INTO "dedupe" VALUES('kiosk-north','m7','1ab7e5cf859c8a12c2ce714d1ecaa912c917ca18a9d5871181e9b0a52b941edb','{"id":"m7","status":"applied","rev":31,"visible_at":31,"problem":null}');
CREATE TABLE device (
	id VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	location_id VARCHAR NOT NULL, 
	token_hash VARCHAR NOT NULL, 
	revoked BOOLEAN NOT NULL, 
	made_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (token_hash)
);
INSERT INTO "device" VALUES('kiosk-north','K','kiosk','north','x',0,1795262400000000);
CREATE TABLE enrolment (
	code_hash VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	location_id VARCHAR NOT NULL, 
	expires_at BIGINT NOT NULL, 
	used BOOLEAN NOT NULL, 
	PRIMARY KEY (code_hash)
);
CREATE TABLE event (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	type VARCHAR NOT NULL, 
	subject VARCHAR NOT NULL, 
	data TEXT NOT NULL, 
	made_at BIGINT NOT NULL, 
	published_at BIGINT, 
	PRIMARY KEY (seq), 
	UNIQUE (id)
);
INSERT INTO "event" VALUES(1,'01a1fdfa-4600-7361-97fc-e292f3aa329e','order.placed','o1','{"id":"o1","code":"6DRVBZ0F","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":2,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"open","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',1795262400000000,NULL);
INSERT INTO "event" VALUES(2,'01a1fdfa-4600-7f84-b201-c5bd77d316e4','fulfilment.picking','o1','{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}',1795262400000000,NULL);
INSERT INTO "event" VALUES(3,'01a1fdfa-4600-7333-8271-6208f347a22e','fulfilment.ready','o1','{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"ready","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}',1795262400000000,NULL);
INSERT INTO "event" VALUES(4,'01a1fdfa-4600-7380-9f23-0d8c9f7fecd7','payment.taken','o1','{"state":"paid","method":"counter","paid":2000,"refunded":0,"reference":""}',1795262400000000,NULL);
INSERT INTO "event" VALUES(5,'01a1fdfa-4600-7609-b41d-f08191a1b4be','fulfilment.collected','o1','{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"collected","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}',1795262400000000,NULL);
INSERT INTO "event" VALUES(6,'01a1fdfa-4600-745d-834a-dacb8d56872e','order.placed','o2','{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"open","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',1795262400000000,NULL);
INSERT INTO "event" VALUES(7,'01a1fdfa-4600-7065-8fe8-127216856d53','fulfilment.picking','o2','{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}',1795262400000000,NULL);
INSERT INTO "event" VALUES(8,'01a1fdfa-4600-7075-8d0d-ea32dbb1ca62','order.held','o3','{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',1795262400000000,NULL);
INSERT INTO "event" VALUES(9,'01a1fdfa-4600-7e0f-aa3a-1f2c73ad66fa','order.placed','o3','{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":true,"note":""}',1795262400000000,NULL);
CREATE TABLE feed_counter (
	id BIGINT NOT NULL, 
	seq BIGINT NOT NULL, 
	floor BIGINT NOT NULL, 
	epoch VARCHAR(40) NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "feed_counter" VALUES(1,34,0,'563f82bf7f404e50830239e9a00e6447');
CREATE TABLE feed_row (
	scope VARCHAR(120) NOT NULL, 
	collection VARCHAR(20) NOT NULL, 
	"key" VARCHAR(120) NOT NULL, 
	seq BIGINT NOT NULL, 
	body TEXT, 
	crc BIGINT NOT NULL, 
	changed_at BIGINT NOT NULL, 
	PRIMARY KEY (scope, collection, "key")
);
INSERT INTO "feed_row" VALUES('shop','location','north',1,'{"id":"north","name":"North","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.52,"lon":13.4,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}',54149071,1795859756);
INSERT INTO "feed_row" VALUES('shop','location','south',2,'{"id":"south","name":"South","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.45,"lon":13.38,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}',856091201,1795859756);
INSERT INTO "feed_row" VALUES('shop','location','west',3,'{"id":"west","name":"West","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.51,"lon":13.2,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}',3061051500,1795859756);
INSERT INTO "feed_row" VALUES('shop','location','depot',4,'{"id":"depot","name":"Depot","kind":"warehouse","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":51.3,"lon":12.4,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}',1904629956,1795859756);
INSERT INTO "feed_row" VALUES('shop','product','shop:lamp',5,'{"id":"shop:lamp","name":"Lamp","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"lamp","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}',1806780902,1795859756);
INSERT INTO "feed_row" VALUES('shop','product','shop:vase',6,'{"id":"shop:vase","name":"Vase","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"vase","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}',1890756584,1795859756);
INSERT INTO "feed_row" VALUES('shop','product','shop:rug',7,'{"id":"shop:rug","name":"Rug","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"rug","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}',705068151,1795859756);
INSERT INTO "feed_row" VALUES('shop','stock','lamp',34,'{"sku":"lamp","atp":{"depot":5,"north":4},"incoming":{},"as_of":"2026-11-21T12:00:00Z"}',1491371545,1795859756);
INSERT INTO "feed_row" VALUES('shop','stock','vase',25,'{"sku":"vase","atp":{"south":1},"incoming":{},"as_of":"2026-11-21T12:00:00Z"}',3089091514,1795859756);
INSERT INTO "feed_row" VALUES('store:north','order','o1',17,'{"id":"o1","code":"6DRVBZ0F","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":2,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"collected","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"paid","method":"counter","paid":2000,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',1287221807,1795859756);
INSERT INTO "feed_row" VALUES('kiosk:north','order','o1',18,'{"id":"o1","code":"6DRVBZ0F","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":2,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"collected","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"paid","method":"counter","paid":2000,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',1287221807,1795859756);
INSERT INTO "feed_row" VALUES('store:north','order','o2',26,'{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',4170476480,1795859756);
INSERT INTO "feed_row" VALUES('kiosk:north','order','o2',27,'{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',4170476480,1795859756);
INSERT INTO "feed_row" VALUES('store:south','order','o2',28,'{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',4170476480,1795859756);
INSERT INTO "feed_row" VALUES('kiosk:south','order','o2',29,'{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}',4170476480,1795859756);
INSERT INTO "feed_row" VALUES('store:north','order','o3',30,'{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":true,"note":""}',1541597496,1795859756);
INSERT INTO "feed_row" VALUES('kiosk:north','order','o3',31,'{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":true,"note":""}',1541597496,1795859756);
INSERT INTO "feed_row" VALUES('store:north','lease','lease1',32,'{"id":"lease1","sku":"lamp","location_id":"north","units":2,"left":2,"expires_at":"2026-11-22T00:00:00Z"}',841288676,1795859756);
INSERT INTO "feed_row" VALUES('kiosk:north','lease','lease1',33,'{"id":"lease1","sku":"lamp","location_id":"north","units":2,"left":2,"expires_at":"2026-11-22T00:00:00Z"}',841288676,1795859756);
CREATE TABLE goods_back (
	id VARCHAR NOT NULL, 
	order_id VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE hold (
	id VARCHAR NOT NULL, 
	sku VARCHAR NOT NULL, 
	location_id VARCHAR NOT NULL, 
	quantity INTEGER NOT NULL, 
	device_id VARCHAR NOT NULL, 
	expires_at BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE lease (
	id VARCHAR NOT NULL, 
	sku VARCHAR NOT NULL, 
	location_id VARCHAR NOT NULL, 
	units INTEGER NOT NULL, 
	"left" INTEGER NOT NULL, 
	expires_at BIGINT NOT NULL, 
	closed BOOLEAN NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "lease" VALUES('lease1','lamp','north',2,2,1795305600000000,0);
CREATE TABLE ledger (
	id INTEGER NOT NULL, 
	sku VARCHAR NOT NULL, 
	location_id VARCHAR NOT NULL, 
	on_hand INTEGER NOT NULL, 
	reserved INTEGER NOT NULL, 
	safety INTEGER NOT NULL, 
	leased INTEGER NOT NULL, 
	blocked INTEGER NOT NULL, 
	incoming INTEGER NOT NULL, 
	cause VARCHAR NOT NULL, 
	ref VARCHAR NOT NULL, 
	actor VARCHAR NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "ledger" VALUES(1,'lamp','north',9,0,0,0,0,0,'count','','import',1795262400000000);
INSERT INTO "ledger" VALUES(2,'lamp','depot',5,0,0,0,0,0,'count','','import',1795262400000000);
INSERT INTO "ledger" VALUES(3,'vase','south',2,0,0,0,0,0,'count','','import',1795262400000000);
INSERT INTO "ledger" VALUES(4,'lamp','north',0,2,0,0,0,0,'reserve','o1','kiosk-north',1795262400000000);
INSERT INTO "ledger" VALUES(5,'lamp','north',-2,-2,0,0,0,0,'collect','o1','staff-north',1795262400000000);
INSERT INTO "ledger" VALUES(6,'lamp','north',0,1,0,0,0,0,'reserve','o2','kiosk-north',1795262400000000);
INSERT INTO "ledger" VALUES(7,'vase','south',0,1,0,0,0,0,'reserve','o2','kiosk-north',1795262400000000);
INSERT INTO "ledger" VALUES(8,'lamp','north',0,0,0,2,0,0,'lease','lease1','hub',1795262400000000);
CREATE TABLE orders (
	id VARCHAR NOT NULL, 
	code VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	placed_at BIGINT NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "orders" VALUES('o1','6DRVBZ0F','completed',1795262400000000,'{"id":"o1","code":"6DRVBZ0F","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":2,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"collected","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"paid","method":"counter","paid":2000,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}');
INSERT INTO "orders" VALUES('o2','RYND8F66','in_progress',1795262400000000,'{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}');
INSERT INTO "orders" VALUES('o3','PK2JR9SW','on_hold',1795262400000000,'{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":true,"note":""}');
CREATE TABLE price (
	id INTEGER NOT NULL, 
	sku VARCHAR NOT NULL, 
	product_id VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	since BIGINT NOT NULL, 
	until BIGINT, 
	PRIMARY KEY (id)
);
INSERT INTO "price" VALUES(1,'lamp','shop:lamp','{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"}',1795262400000000,NULL);
INSERT INTO "price" VALUES(2,'vase','shop:vase','{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"}',1795262400000000,NULL);
INSERT INTO "price" VALUES(3,'rug','shop:rug','{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"}',1795262400000000,NULL);
CREATE TABLE refusal (
	order_id VARCHAR NOT NULL, 
	line_id VARCHAR NOT NULL, 
	location_id VARCHAR NOT NULL, 
	PRIMARY KEY (order_id, line_id, location_id)
);
CREATE TABLE stock (
	sku VARCHAR NOT NULL, 
	location_id VARCHAR NOT NULL, 
	on_hand INTEGER NOT NULL, 
	reserved INTEGER NOT NULL, 
	safety INTEGER NOT NULL, 
	leased INTEGER NOT NULL, 
	blocked INTEGER NOT NULL, 
	incoming INTEGER NOT NULL, 
	PRIMARY KEY (sku, location_id)
);
INSERT INTO "stock" VALUES('lamp','north',7,1,0,2,0,0);
INSERT INTO "stock" VALUES('lamp','depot',5,0,0,0,0,0);
INSERT INTO "stock" VALUES('vase','south',2,1,0,0,0,0);
CREATE TABLE task (
	fulfilment_id VARCHAR NOT NULL, 
	order_id VARCHAR NOT NULL, 
	location_id VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	changed_at BIGINT NOT NULL, 
	PRIMARY KEY (fulfilment_id)
);
INSERT INTO "task" VALUES('o2:1','o2','north','picking',1795262400000000);
INSERT INTO "task" VALUES('o2:2','o2','south','open',1795262400000000);
CREATE TABLE transfer (
	id VARCHAR NOT NULL, 
	body TEXT NOT NULL, 
	PRIMARY KEY (id)
);
CREATE TABLE version (
	kind VARCHAR NOT NULL, 
	name VARCHAR NOT NULL, 
	PRIMARY KEY (kind)
);
INSERT INTO "version" VALUES('location','81909c93d76c4eaab57fc53600fe86ab');
CREATE TABLE waiting (
	id INTEGER NOT NULL, 
	sku VARCHAR NOT NULL, 
	order_id VARCHAR NOT NULL, 
	line_id VARCHAR NOT NULL, 
	quantity INTEGER NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "waiting" VALUES(1,'rug','o3','l1',1);
CREATE TABLE workload (
	location_id VARCHAR NOT NULL, 
	day VARCHAR NOT NULL, 
	taken INTEGER NOT NULL, 
	PRIMARY KEY (location_id, day)
);
CREATE INDEX catalogue_source ON catalogue (kind, source);
CREATE INDEX price_sku ON price (sku, until);
CREATE INDEX ledger_stock ON ledger (sku, location_id);
CREATE INDEX hold_expires ON hold (expires_at);
CREATE INDEX lease_open ON lease (closed, expires_at);
CREATE INDEX lease_store ON lease (location_id, sku);
CREATE INDEX orders_code ON orders (code);
CREATE INDEX task_location ON task (location_id);
CREATE INDEX task_state ON task (state, changed_at);
CREATE INDEX waiting_sku ON waiting (sku, id);
CREATE INDEX waiting_order ON waiting (order_id);
CREATE INDEX goods_back_order ON goods_back (order_id);
CREATE INDEX event_waiting ON event (seq) WHERE published_at IS NULL;
CREATE INDEX feed_row_by_seq ON feed_row (scope, seq);
CREATE UNIQUE INDEX connector_errand_key ON connector_errand (connector, direction, "key");
CREATE INDEX connector_errand_waiting ON connector_errand (connector, state, seq);
CREATE UNIQUE INDEX connector_pair_theirs ON connector_pair (connector, kind, theirs);
