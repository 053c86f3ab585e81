// Runs before the first paint of a book: its text is not seen growing.
import { apply, chosen } from "../reading/textsize.js";

apply(chosen());
