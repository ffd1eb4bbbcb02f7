import { afterEach, expect, it } from "vitest";
import { IDS, type Rig, SECRETS, startRig } from "./rig";

const PHONE = "+13125550100";
const MINUTES_MS = 600_000;

let rig: Rig;
afterEach(() => rig.stop());

function post(path: string, body: object): Promise<Response> {
  return fetch(`${rig.standIns.url}/vapi/${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${SECRETS.vapiApiKey}` },
    body: JSON.stringify(body),
  });
}

const control = (body: object) => post("_control", body);

it("holds a conversation, whatever time passes, and lets it on step by step", async () => {
  rig = await startRig();
  await control({ do: "hold-talk", phone: PHONE });
  const { id } = await (
    await post("call", {
      assistantId: IDS.assistantId,
      phoneNumberId: IDS.phoneNumberId,
      customer: { number: PHONE },
    })
  ).json();
  const record = () => rig.standIns.vapi.records.all.get(id);
  await rig.clock.advance(MINUTES_MS);
  expect(record()).toMatchObject({ status: "in-progress", elapsedMs: 0 });
  await control({ do: "go-on", phone: PHONE });
  const once = record()?.elapsedMs ?? 0;
  expect(once).toBeGreaterThan(0);
  await rig.clock.advance(MINUTES_MS);
  expect(record()?.elapsedMs).toBe(once);
  await control({ do: "hold-talk", phone: PHONE, isOn: false });
  await rig.clock.advance(MINUTES_MS);
  expect(record()?.status).toBe("ended");
});
