import * as adapters from './consent/index.ts';
import { embed } from './main.ts';

embed(Object.values(adapters));
