import { rehearse } from "./rehearse";

await rehearse(true);
