import { rehearse } from "./rehearse";

await rehearse(false);
