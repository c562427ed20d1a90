// A plain Vendure shop: `node server.js`, with PORT, FOLDER (where shop.sqlite lives) and HOOK (where news go) from the environment.
const path = require('node:path');
const {
    bootstrap, DefaultJobQueuePlugin, DefaultSearchPlugin, EventBus, FulfillmentStateTransitionEvent, JobQueueService, LanguageCode,
    OrderPlacedEvent, OrderStateTransitionEvent, PaymentMethodHandler, PluginCommonModule, Populator, RequestContextService,
    StockMovementEvent, User, TransactionalConnection, VendurePlugin,
} = require('@vendure/core');

const folder = process.env.FOLDER;
const card = new PaymentMethodHandler({ // what a payment provider's plugin does: takes, settles and gives back at once
    code: 'card',
    description: [{ languageCode: LanguageCode.en, value: 'Card' }],
    args: {},
    createPayment: (ctx, order, amount, args, metadata) => ({ amount, state: metadata.later ? 'Authorized' : 'Settled', transactionId: `pay-${order.code}`, metadata: {} }),
    settlePayment: () => ({ success: true }),
    createRefund: (ctx, input, amount, order) => ({ state: 'Settled', transactionId: `back-${order.code}-${amount}` }),
});

class EventsPlugin { // tells HOOK that something has happened; the hook asks for the rest
    constructor(events) { this.events = events; }
    onApplicationBootstrap() {
        for (const kind of [OrderPlacedEvent, OrderStateTransitionEvent, FulfillmentStateTransitionEvent, StockMovementEvent]) {
            this.events.ofType(kind).subscribe(event => {
                const news = { type: kind.name, order: event.order?.id, state: event.toState, at: event.createdAt };
                const headers = { 'content-type': 'application/json', authorization: `Bearer ${process.env.HOOK_SECRET}` };
                fetch(process.env.HOOK, { method: 'POST', headers, body: JSON.stringify(news) }).catch(() => {});
            });
        }
    }
}
Reflect.decorate([VendurePlugin({ imports: [PluginCommonModule] })], EventsPlugin);
Reflect.defineMetadata('design:paramtypes', [EventBus], EventsPlugin);

const config = {
    apiOptions: { port: Number(process.env.PORT), hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
    authOptions: {
        tokenMethod: ['bearer', 'api-key'],
        superadminCredentials: { identifier: 'superadmin', password: process.env.PASSWORD },
        cookieOptions: { secret: 'of-the-tests' },
    },
    dbConnectionOptions: { type: 'sqljs', autoSave: true, location: path.join(folder, 'shop.sqlite'), synchronize: true },
    paymentOptions: { paymentMethodHandlers: [card] },
    plugins: [DefaultJobQueuePlugin.init({}), DefaultSearchPlugin.init({}), ...(process.env.HOOK ? [EventsPlugin] : [])],
};

const start = {
    defaultLanguage: LanguageCode.en, defaultZone: 'Europe', collections: [],
    countries: [{ name: 'Germany', code: 'DE', zone: 'Europe' }, { name: 'Poland', code: 'PL', zone: 'Europe' }],
    taxRates: [{ name: 'Standard', percentage: 19 }], shippingMethods: [],
    paymentMethods: [{ name: 'Card', handler: { code: 'card', arguments: [] } }],
};

bootstrap(config).then(async app => {
    await app.get(JobQueueService).start();
    if (process.env.SEED) await app.get(Populator).populateInitialData(start);
    console.log('ready');
});
