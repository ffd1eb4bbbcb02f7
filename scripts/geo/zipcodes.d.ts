declare module "zipcodes" {
  namespace zipcodes {
    interface ZipCode {
      readonly zip: string;
      readonly latitude: number;
      readonly longitude: number;
      readonly city: string;
      readonly state: string;
      readonly country: string;
    }
    const codes: Readonly<Record<string, ZipCode>>;
  }
  export = zipcodes;
}
