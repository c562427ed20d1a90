CREATE TABLE public.call (
    id character varying NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.catalogue (
    kind character varying NOT NULL,
    id character varying NOT NULL,
    source character varying NOT NULL,
    scope character varying NOT NULL,
    body text NOT NULL,
    digest character varying NOT NULL
);
CREATE TABLE public.connector_errand (
    seq bigint NOT NULL,
    connector character varying NOT NULL,
    direction character varying NOT NULL,
    key character varying NOT NULL,
    type character varying NOT NULL,
    subject character varying NOT NULL,
    body text NOT NULL,
    made_at bigint NOT NULL,
    state character varying NOT NULL,
    tries integer NOT NULL,
    not_before bigint,
    reason text NOT NULL
);
CREATE SEQUENCE public.connector_errand_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.connector_errand_seq_seq OWNED BY public.connector_errand.seq;
CREATE TABLE public.connector_health (
    connector character varying NOT NULL,
    cursor text NOT NULL,
    last_done_at bigint,
    last_error text NOT NULL,
    last_error_at bigint
);
CREATE TABLE public.connector_pair (
    connector character varying NOT NULL,
    kind character varying NOT NULL,
    ours character varying NOT NULL,
    theirs character varying NOT NULL
);
CREATE TABLE public.dedupe (
    device_id character varying NOT NULL,
    mutation_id character varying NOT NULL,
    fingerprint character varying NOT NULL,
    result text NOT NULL
);
CREATE TABLE public.device (
    id character varying NOT NULL,
    name character varying NOT NULL,
    role character varying NOT NULL,
    location_id character varying NOT NULL,
    token_hash character varying NOT NULL,
    revoked boolean NOT NULL,
    made_at bigint NOT NULL
);
CREATE TABLE public.enrolment (
    code_hash character varying NOT NULL,
    role character varying NOT NULL,
    location_id character varying NOT NULL,
    expires_at bigint NOT NULL,
    used boolean NOT NULL
);
CREATE TABLE public.event (
    seq bigint NOT NULL,
    id character varying NOT NULL,
    type character varying NOT NULL,
    subject character varying NOT NULL,
    data text NOT NULL,
    made_at bigint NOT NULL,
    published_at bigint
);
CREATE SEQUENCE public.event_seq_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.event_seq_seq OWNED BY public.event.seq;
CREATE TABLE public.feed_counter (
    id bigint NOT NULL,
    seq bigint NOT NULL,
    floor bigint NOT NULL,
    epoch character varying(40) NOT NULL
);
CREATE TABLE public.feed_row (
    scope character varying(120) NOT NULL,
    collection character varying(20) NOT NULL,
    key character varying(120) NOT NULL,
    seq bigint NOT NULL,
    body text,
    crc bigint NOT NULL,
    changed_at bigint NOT NULL
);
CREATE TABLE public.goods_back (
    id character varying NOT NULL,
    order_id character varying NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.hold (
    id character varying NOT NULL,
    sku character varying NOT NULL,
    location_id character varying NOT NULL,
    quantity integer NOT NULL,
    device_id character varying NOT NULL,
    expires_at bigint NOT NULL
);
CREATE TABLE public.lease (
    id character varying NOT NULL,
    sku character varying NOT NULL,
    location_id character varying NOT NULL,
    units integer NOT NULL,
    "left" integer NOT NULL,
    expires_at bigint NOT NULL,
    closed boolean NOT NULL
);
CREATE TABLE public.ledger (
    id bigint NOT NULL,
    sku character varying NOT NULL,
    location_id character varying NOT NULL,
    on_hand integer NOT NULL,
    reserved integer NOT NULL,
    safety integer NOT NULL,
    leased integer NOT NULL,
    blocked integer NOT NULL,
    incoming integer NOT NULL,
    cause character varying NOT NULL,
    ref character varying NOT NULL,
    actor character varying NOT NULL,
    at bigint NOT NULL
);
CREATE SEQUENCE public.ledger_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_id_seq OWNED BY public.ledger.id;
CREATE TABLE public.orders (
    id character varying NOT NULL,
    code character varying NOT NULL,
    state character varying NOT NULL,
    placed_at bigint NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.price (
    id bigint NOT NULL,
    sku character varying NOT NULL,
    product_id character varying NOT NULL,
    body text NOT NULL,
    since bigint NOT NULL,
    until bigint
);
CREATE SEQUENCE public.price_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.price_id_seq OWNED BY public.price.id;
CREATE TABLE public.refusal (
    order_id character varying NOT NULL,
    line_id character varying NOT NULL,
    location_id character varying NOT NULL
);
CREATE TABLE public.stock (
    sku character varying NOT NULL,
    location_id character varying NOT NULL,
    on_hand integer NOT NULL,
    reserved integer NOT NULL,
    safety integer NOT NULL,
    leased integer NOT NULL,
    blocked integer NOT NULL,
    incoming integer NOT NULL
);
CREATE TABLE public.task (
    fulfilment_id character varying NOT NULL,
    order_id character varying NOT NULL,
    location_id character varying NOT NULL,
    state character varying NOT NULL,
    changed_at bigint NOT NULL
);
CREATE TABLE public.transfer (
    id character varying NOT NULL,
    body text NOT NULL
);
CREATE TABLE public.version (
    kind character varying NOT NULL,
    name character varying NOT NULL
);
CREATE TABLE public.waiting (
    id bigint NOT NULL,
    sku character varying NOT NULL,
    order_id character varying NOT NULL,
    line_id character varying NOT NULL,
    quantity integer NOT NULL
);
CREATE SEQUENCE public.waiting_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.waiting_id_seq OWNED BY public.waiting.id;
CREATE TABLE public.workload (
    location_id character varying NOT NULL,
    day character varying NOT NULL,
    taken integer NOT NULL
);
ALTER TABLE ONLY public.connector_errand ALTER COLUMN seq SET DEFAULT nextval('public.connector_errand_seq_seq'::regclass);
ALTER TABLE ONLY public.event ALTER COLUMN seq SET DEFAULT nextval('public.event_seq_seq'::regclass);
ALTER TABLE ONLY public.ledger ALTER COLUMN id SET DEFAULT nextval('public.ledger_id_seq'::regclass);
ALTER TABLE ONLY public.price ALTER COLUMN id SET DEFAULT nextval('public.price_id_seq'::regclass);
ALTER TABLE ONLY public.waiting ALTER COLUMN id SET DEFAULT nextval('public.waiting_id_seq'::regclass);
INSERT INTO public.catalogue VALUES ('location', 'north', 'shop', 'shop', '{"id":"north","name":"North","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.52,"lon":13.4,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}', '73d3a3675cd6c00d1bd48dbf197fc6ca72dc86cd396bbed66a5ec0d3d2922cd1');
INSERT INTO public.catalogue VALUES ('location', 'south', 'shop', 'shop', '{"id":"south","name":"South","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.45,"lon":13.38,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}', '56dd0ecf309d8f76e3f21b6adca013bc0ed4e85b76606cf45f4e521111e62c86');
INSERT INTO public.catalogue VALUES ('location', 'west', 'shop', 'shop', '{"id":"west","name":"West","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.51,"lon":13.2,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}', 'f9d4dfd9be241c12ef9e87c6c5d364758e906c758e04aefb8bdd59f5ba479216');
INSERT INTO public.catalogue VALUES ('location', 'depot', 'shop', 'shop', '{"id":"depot","name":"Depot","kind":"warehouse","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":51.3,"lon":12.4,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}', 'c2bf5f0c08a5ff393d3b1d4bec9bf40472f400f76c0bb76b24c5010eb2cd1bf6');
INSERT INTO public.catalogue VALUES ('product', 'shop:lamp', 'shop', 'shop', '{"id":"shop:lamp","name":"Lamp","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"lamp","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}', '8404f9dee2d424900c19cdede39f7f9394d621746afe801e694289359153e5ff');
INSERT INTO public.catalogue VALUES ('product', 'shop:vase', 'shop', 'shop', '{"id":"shop:vase","name":"Vase","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"vase","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}', '76a05811eb251bf901707cd3c7ccc9b6e1cd552d3027c0fad7402f7121734f68');
INSERT INTO public.catalogue VALUES ('product', 'shop:rug', 'shop', 'shop', '{"id":"shop:rug","name":"Rug","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"rug","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}', '2284501f89e80c609aa0c737085ddc775a9318b3c83bf4fdf92171d9b390af92');
INSERT INTO public.connector_health VALUES ('mail', '7', NULL, '', NULL);
INSERT INTO public.dedupe VALUES ('kiosk-north', 'm1', '66604d84e9d4c4854783a8bb9db7e45d02eaf7b1333fdd541e0e2a8f0a493ec8', '{"id":"m1","status":"applied","rev":12,"visible_at":12,"problem":null}');
INSERT INTO public.dedupe VALUES ('staff-north', 'm2', '40048954e8cff4960b0e7713bd5fe998a5902aef146da5cfd63b886bd38fb52d', '{"id":"m2","status":"applied","rev":14,"visible_at":14,"problem":null}');
INSERT INTO public.dedupe VALUES ('staff-north', 'm3', '850f6166ad2cd65ecddc6866248af1f8695ab3e3250e7b3a56858a968a0cc181', '{"id":"m3","status":"applied","rev":16,"visible_at":16,"problem":null}');
INSERT INTO public.dedupe VALUES ('staff-north', 'm4', 'dd539f29d2682a3383ad6f48846c9eec3b040844c81642a47510cf2ab451ec64', '{"id":"m4","status":"applied","rev":19,"visible_at":19,"problem":null}');
INSERT INTO public.dedupe VALUES ('kiosk-north', 'm5', '65c83b921832e65c60e51f83d7bc7c0f09a2f124fbc96d2faed93e5872658237', '{"id":"m5","status":"applied","rev":25,"visible_at":25,"problem":null}');
INSERT INTO public.dedupe VALUES ('staff-north', 'm6', 'f4036611a91406a90f0ee9cf846355ca91c899b820668ab866cfe018c5ac3d84', '{"id":"m6","status":"applied","rev":29,"visible_at":29,"problem":null}');
INSERT INTO public.dedupe VALUES ('kiosk-north', 'm7', '1ab7e5cf859c8a12c2ce714d1ecaa912c917ca18a9d5871181e9b0a52b941edb', '{"id":"m7","status":"applied","rev":31,"visible_at":31,"problem":null}');
INSERT INTO public.device VALUES ('kiosk-north', 'K', 'kiosk', 'north', 'x', false, 1795262400000000);
INSERT INTO public.event VALUES (1, '01a1fdfa-4600-7d0a-a6c7-afc5feec65ba', 'order.placed', 'o1', '{"id":"o1","code":"6DRVBZ0F","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":2,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"open","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 1795262400000000, NULL);
INSERT INTO public.event VALUES (2, '01a1fdfa-4600-737a-8f0a-040221885de1', 'fulfilment.picking', 'o1', '{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}', 1795262400000000, NULL);
INSERT INTO public.event VALUES (3, '01a1fdfa-4600-73ff-a9f2-2406d4cb5c44', 'fulfilment.ready', 'o1', '{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"ready","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}', 1795262400000000, NULL);
INSERT INTO public.event VALUES (4, '01a1fdfa-4600-7bed-aa54-12bb864dcb38', 'payment.taken', 'o1', '{"state":"paid","method":"counter","paid":2000,"refunded":0,"reference":""}', 1795262400000000, NULL);
INSERT INTO public.event VALUES (5, '01a1fdfa-4600-7b0e-9a80-76451ee0ca6b', 'fulfilment.collected', 'o1', '{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"collected","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}', 1795262400000000, NULL);
INSERT INTO public.event VALUES (6, '01a1fdfa-4600-7fd9-98e1-e8d441af500b', 'order.placed', 'o2', '{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"open","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 1795262400000000, NULL);
INSERT INTO public.event VALUES (7, '01a1fdfa-4600-7c78-93c9-e479986fd648', 'fulfilment.picking', 'o2', '{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}', 1795262400000000, NULL);
INSERT INTO public.event VALUES (8, '01a1fdfa-4600-7f25-a466-1b9034fb0abe', 'order.held', 'o3', '{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 1795262400000000, NULL);
INSERT INTO public.event VALUES (9, '01a1fdfa-4600-7034-a5a8-c3063f76de71', 'order.placed', 'o3', '{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":true,"note":""}', 1795262400000000, NULL);
INSERT INTO public.feed_counter VALUES (1, 34, 0, 'bcf070e677a64f8893af85704fc1e61b');
INSERT INTO public.feed_row VALUES ('shop', 'location', 'north', 1, '{"id":"north","name":"North","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.52,"lon":13.4,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}', 54149071, 1795859779);
INSERT INTO public.feed_row VALUES ('shop', 'location', 'south', 2, '{"id":"south","name":"South","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.45,"lon":13.38,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}', 856091201, 1795859779);
INSERT INTO public.feed_row VALUES ('shop', 'location', 'west', 3, '{"id":"west","name":"West","kind":"store","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":52.51,"lon":13.2,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}', 3061051500, 1795859779);
INSERT INTO public.feed_row VALUES ('shop', 'location', 'depot', 4, '{"id":"depot","name":"Depot","kind":"warehouse","address":{"street":"","city":"","region":"","postcode":"","country":""},"lat":51.3,"lon":12.4,"tz":"UTC","hours":{"week":[[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]],[[0,1440]]],"text":""},"services":[],"phone":"","group":"","handling_minutes":90,"cutoff_minute":960,"transit_days":1,"daily_capacity":500}', 1904629956, 1795859779);
INSERT INTO public.feed_row VALUES ('shop', 'product', 'shop:lamp', 5, '{"id":"shop:lamp","name":"Lamp","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"lamp","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}', 1806780902, 1795859779);
INSERT INTO public.feed_row VALUES ('shop', 'product', 'shop:vase', 6, '{"id":"shop:vase","name":"Vase","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"vase","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}', 1890756584, 1795859779);
INSERT INTO public.feed_row VALUES ('shop', 'product', 'shop:rug', 7, '{"id":"shop:rug","name":"Rug","brand":"","short":"","description":"","bullets":[],"category_ids":[],"options":[],"variants":[{"sku":"rug","gtin":null,"options":{},"price":{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"},"media":[],"weight_g":null,"aisle":{},"age_check":0}],"media":[],"attributes":{},"rating":null,"rating_count":0,"reviews":[],"goes_with":[],"similar":[],"popularity":0,"new_from":null,"words":{}}', 705068151, 1795859779);
INSERT INTO public.feed_row VALUES ('store:north', 'order', 'o1', 17, '{"id":"o1","code":"6DRVBZ0F","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":2,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"collected","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"paid","method":"counter","paid":2000,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 1287221807, 1795859779);
INSERT INTO public.feed_row VALUES ('kiosk:north', 'order', 'o1', 18, '{"id":"o1","code":"6DRVBZ0F","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":2,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"collected","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"paid","method":"counter","paid":2000,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 1287221807, 1795859779);
INSERT INTO public.feed_row VALUES ('shop', 'stock', 'vase', 25, '{"sku":"vase","atp":{"south":1},"incoming":{},"as_of":"2026-11-21T12:00:00Z"}', 3089091514, 1795859779);
INSERT INTO public.feed_row VALUES ('shop', 'stock', 'lamp', 34, '{"sku":"lamp","atp":{"depot":5,"north":4},"incoming":{},"as_of":"2026-11-21T12:00:00Z"}', 1491371545, 1795859779);
INSERT INTO public.feed_row VALUES ('store:north', 'order', 'o2', 26, '{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 4170476480, 1795859779);
INSERT INTO public.feed_row VALUES ('kiosk:north', 'order', 'o2', 27, '{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 4170476480, 1795859779);
INSERT INTO public.feed_row VALUES ('store:south', 'order', 'o2', 28, '{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 4170476480, 1795859779);
INSERT INTO public.feed_row VALUES ('kiosk:south', 'order', 'o2', 29, '{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}', 4170476480, 1795859779);
INSERT INTO public.feed_row VALUES ('store:north', 'order', 'o3', 30, '{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":true,"note":""}', 1541597496, 1795859779);
INSERT INTO public.feed_row VALUES ('kiosk:north', 'order', 'o3', 31, '{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":true,"note":""}', 1541597496, 1795859779);
INSERT INTO public.feed_row VALUES ('store:north', 'lease', 'lease1', 32, '{"id":"lease1","sku":"lamp","location_id":"north","units":2,"left":2,"expires_at":"2026-11-22T00:00:00Z"}', 841288676, 1795859779);
INSERT INTO public.feed_row VALUES ('kiosk:north', 'lease', 'lease1', 33, '{"id":"lease1","sku":"lamp","location_id":"north","units":2,"left":2,"expires_at":"2026-11-22T00:00:00Z"}', 841288676, 1795859779);
INSERT INTO public.lease VALUES ('lease1', 'lamp', 'north', 2, 2, 1795305600000000, false);
INSERT INTO public.ledger VALUES (1, 'lamp', 'north', 9, 0, 0, 0, 0, 0, 'count', '', 'import', 1795262400000000);
INSERT INTO public.ledger VALUES (2, 'lamp', 'depot', 5, 0, 0, 0, 0, 0, 'count', '', 'import', 1795262400000000);
INSERT INTO public.ledger VALUES (3, 'vase', 'south', 2, 0, 0, 0, 0, 0, 'count', '', 'import', 1795262400000000);
INSERT INTO public.ledger VALUES (4, 'lamp', 'north', 0, 2, 0, 0, 0, 0, 'reserve', 'o1', 'kiosk-north', 1795262400000000);
INSERT INTO public.ledger VALUES (5, 'lamp', 'north', -2, -2, 0, 0, 0, 0, 'collect', 'o1', 'staff-north', 1795262400000000);
INSERT INTO public.ledger VALUES (6, 'lamp', 'north', 0, 1, 0, 0, 0, 0, 'reserve', 'o2', 'kiosk-north', 1795262400000000);
INSERT INTO public.ledger VALUES (7, 'vase', 'south', 0, 1, 0, 0, 0, 0, 'reserve', 'o2', 'kiosk-north', 1795262400000000);
INSERT INTO public.ledger VALUES (8, 'lamp', 'north', 0, 0, 0, 2, 0, 0, 'lease', 'lease1', 'hub', 1795262400000000);
INSERT INTO public.orders VALUES ('o1', '6DRVBZ0F', 'completed', 1795262400000000, '{"id":"o1","code":"6DRVBZ0F","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":2,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o1:1","way":"pickup","location_id":"north","collect_at":"north","state":"collected","parts":[{"line_id":"l1","sku":"lamp","quantity":2,"picked":2}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"paid","method":"counter","paid":2000,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}');
INSERT INTO public.orders VALUES ('o2', 'RYND8F66', 'in_progress', 1795262400000000, '{"id":"o2","code":"RYND8F66","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"lamp","product_id":"shop:lamp","name":"lamp","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0},{"id":"l2","sku":"vase","product_id":"shop:vase","name":"vase","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"ship_to_store","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[{"id":"o2:1","way":"pickup","location_id":"north","collect_at":"north","state":"picking","parts":[{"line_id":"l1","sku":"lamp","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""},{"id":"o2:2","way":"ship_to_store","location_id":"south","collect_at":"north","state":"open","parts":[{"line_id":"l2","sku":"vase","quantity":1,"picked":0}],"promised_at":null,"claimed_by":"","tracking":"","reason":"","waiting_here":false,"changed_at":"2026-11-21T12:00:00Z","by":""}],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":false,"note":""}');
INSERT INTO public.orders VALUES ('o3', 'PK2JR9SW', 'on_hold', 1795262400000000, '{"id":"o3","code":"PK2JR9SW","channel":"kiosk","placed_in":"north","placed_at":"2026-11-21T12:00:00Z","language":"en","currency":"EUR","lines":[{"id":"l1","sku":"rug","product_id":"shop:rug","name":"rug","options":"","media":"","quantity":1,"unit_price":1000,"list_price":1000,"way":"pickup","location_id":"north","wish":"other_store","swap_sku":"","cancelled":0}],"fulfilments":[],"payment":{"state":"none","method":"counter","paid":0,"refunded":0,"reference":""},"contact":null,"provisional":false,"held":true,"note":""}');
INSERT INTO public.price VALUES (1, 'lamp', 'shop:lamp', '{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"}', 1795262400000000, NULL);
INSERT INTO public.price VALUES (2, 'vase', 'shop:vase', '{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"}', 1795262400000000, NULL);
INSERT INTO public.price VALUES (3, 'rug', 'shop:rug', '{"amount":1000,"currency":"EUR","promotion":null,"price_list":"default"}', 1795262400000000, NULL);
INSERT INTO public.stock VALUES ('lamp', 'depot', 5, 0, 0, 0, 0, 0);
INSERT INTO public.stock VALUES ('vase', 'south', 2, 1, 0, 0, 0, 0);
INSERT INTO public.stock VALUES ('lamp', 'north', 7, 1, 0, 2, 0, 0);
INSERT INTO public.task VALUES ('o2:1', 'o2', 'north', 'picking', 1795262400000000);
INSERT INTO public.task VALUES ('o2:2', 'o2', 'south', 'open', 1795262400000000);
INSERT INTO public.version VALUES ('location', '6e475e0b3d0c47908dbfd8585968c781');
INSERT INTO public.waiting VALUES (1, 'rug', 'o3', 'l1', 1);
SELECT pg_catalog.setval('public.connector_errand_seq_seq', 1, false);
SELECT pg_catalog.setval('public.event_seq_seq', 9, true);
SELECT pg_catalog.setval('public.ledger_id_seq', 8, true);
SELECT pg_catalog.setval('public.price_id_seq', 3, true);
SELECT pg_catalog.setval('public.waiting_id_seq', 1, true);
ALTER TABLE ONLY public.call
    ADD CONSTRAINT call_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.catalogue
    ADD CONSTRAINT catalogue_pkey PRIMARY KEY (kind, id);
ALTER TABLE ONLY public.connector_errand
    ADD CONSTRAINT connector_errand_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.connector_health
    ADD CONSTRAINT connector_health_pkey PRIMARY KEY (connector);
ALTER TABLE ONLY public.connector_pair
    ADD CONSTRAINT connector_pair_pkey PRIMARY KEY (connector, kind, ours);
ALTER TABLE ONLY public.dedupe
    ADD CONSTRAINT dedupe_pkey PRIMARY KEY (device_id, mutation_id);
ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.device
    ADD CONSTRAINT device_token_hash_key UNIQUE (token_hash);
ALTER TABLE ONLY public.enrolment
    ADD CONSTRAINT enrolment_pkey PRIMARY KEY (code_hash);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_id_key UNIQUE (id);
ALTER TABLE ONLY public.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.feed_counter
    ADD CONSTRAINT feed_counter_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.feed_row
    ADD CONSTRAINT feed_row_pkey PRIMARY KEY (scope, collection, key);
ALTER TABLE ONLY public.goods_back
    ADD CONSTRAINT goods_back_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.hold
    ADD CONSTRAINT hold_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.lease
    ADD CONSTRAINT lease_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.ledger
    ADD CONSTRAINT ledger_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.orders
    ADD CONSTRAINT orders_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.price
    ADD CONSTRAINT price_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.refusal
    ADD CONSTRAINT refusal_pkey PRIMARY KEY (order_id, line_id, location_id);
ALTER TABLE ONLY public.stock
    ADD CONSTRAINT stock_pkey PRIMARY KEY (sku, location_id);
ALTER TABLE ONLY public.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (fulfilment_id);
ALTER TABLE ONLY public.transfer
    ADD CONSTRAINT transfer_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.version
    ADD CONSTRAINT version_pkey PRIMARY KEY (kind);
ALTER TABLE ONLY public.waiting
    ADD CONSTRAINT waiting_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.workload
    ADD CONSTRAINT workload_pkey PRIMARY KEY (location_id, day);
CREATE INDEX catalogue_source ON public.catalogue USING btree (kind, source);
CREATE UNIQUE INDEX connector_errand_key ON public.connector_errand USING btree (connector, direction, key);
CREATE INDEX connector_errand_waiting ON public.connector_errand USING btree (connector, state, seq);
CREATE UNIQUE INDEX connector_pair_theirs ON public.connector_pair USING btree (connector, kind, theirs);
CREATE INDEX event_waiting ON public.event USING btree (seq) WHERE (published_at IS NULL);
CREATE INDEX feed_row_by_seq ON public.feed_row USING btree (scope, seq);
CREATE INDEX goods_back_order ON public.goods_back USING btree (order_id);
CREATE INDEX hold_expires ON public.hold USING btree (expires_at);
CREATE INDEX lease_open ON public.lease USING btree (closed, expires_at);
CREATE INDEX lease_store ON public.lease USING btree (location_id, sku);
CREATE INDEX ledger_stock ON public.ledger USING btree (sku, location_id);
CREATE INDEX orders_code ON public.orders USING btree (code);
CREATE INDEX price_sku ON public.price USING btree (sku, until);
CREATE INDEX task_location ON public.task USING btree (location_id);
CREATE INDEX task_state ON public.task USING btree (state, changed_at);
CREATE INDEX waiting_order ON public.waiting USING btree (order_id);
CREATE INDEX waiting_sku ON public.waiting USING btree (sku, id);
