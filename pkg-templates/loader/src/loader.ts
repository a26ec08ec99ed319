import { adapters } from './consent/index.ts';
import { embed } from './main.ts';

embed(adapters);
