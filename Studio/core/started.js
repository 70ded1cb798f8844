// The page's core, on its way before the rest of the page's scripts are there: to fetch and compile it takes longest.

import { Core } from './core.js'

export const core = new Core()
