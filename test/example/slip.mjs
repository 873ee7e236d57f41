// @ts-check
import { loadCatalog, recommend } from 'advise';

// The type check must refuse this: the field is called budget_usd.
recommend({ workloads: ['chat'], budget_dollars: 4000 }, await loadCatalog(), { asOf: '2026-11-20' });
