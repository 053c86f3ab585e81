// Runs before the first paint: a page that was chosen dark never flashes white.
import { apply, chosen } from "../page/scheme.js";

apply(chosen());
