/** An API described by one OpenAPI document or one GraphQL schema, as plain data: it travels to a browser as JSON. */
export interface Service {
  readonly id: string
  readonly title: string
  /** The document's version, as it says itself. */
  readonly version: string
  /** Prefix of every path in a URL (`/v1`), empty for none. Policies never spell it. */
  readonly basePath: string
  readonly operations: readonly Operation[]
  /** Value shapes that operations refer to by index; they may be recursive. */
  readonly shapes: readonly Shape[]
  /** Roles the document itself defines (`x-wardkit-roles`). */
  readonly roles: readonly ServiceRole[]
  /** Whether an `allow` without `where` also needs the resource's tags to match the principal's (POLICY.md, section 5). */
  readonly resourceTagMatch: 'where-only' | 'required'
  /** What a filtered response field is replaced by; absent: the field is dropped. */
  readonly mask?: string
}

/** A role that the service's document defines: tenants assign it but cannot change it. */
export interface ServiceRole {
  readonly id: string
  readonly description: string
  /** The policy's source: YAML or JSON text. */
  readonly policy: string
}

/** One operation of a service. */
export interface Operation {
  /**
   * `METHOD:/path/{param}`, the method in upper case, the path as the document writes it; of a GraphQL schema `query:cluster`, the root and the field.
   * Unique over all services.
   */
  readonly id: string
  readonly service: string
  readonly method: string
  readonly path: string
  /** The path in parts, between slashes. */
  readonly segments: readonly PathSegment[]
  readonly operationId?: string
  readonly summary?: string
  /** Declared `security: []`: no policy is asked. */
  readonly public: boolean
  /** In the order of the path. */
  readonly pathParameters: readonly PathParameter[]
  readonly queryParameters: readonly QueryParameter[]
  /** The declared request body, or null where none is declared. */
  readonly body: RequestBody | null
  /** Where the id of the operation's resource stands, or null where it has none. */
  readonly resource: ResourceLocator | null
  /** Operation ids of older documents whose denies this one takes over (`x-wardkit-replaces`). */
  readonly replaces: readonly string[]
  /** Present where this is a root field of a GraphQL schema. It has no URL, and its arguments stand in the place of the body. */
  readonly graphql?: RootField
}

/** A field of one of the roots of a GraphQL schema. */
export interface RootField {
  readonly root: GraphQLRoot
  readonly field: string
  /** The shape of what it answers, lists and non-null aside: its properties are what can be selected beneath it. */
  readonly result: ShapeIndex
}

export type GraphQLRoot = 'query' | 'mutation' | 'subscription'

/** One part of a path template: literal text with parameters between (`{id}.json` has one parameter and the text `.json`). */
export interface PathSegment {
  /** Literal texts around the parameters: always one more than there are parameters. `['patient']` is a plain literal, `['', '']` a plain parameter. */
  readonly literals: readonly string[]
  readonly parameters: readonly string[]
}

export interface PathParameter {
  readonly name: string
  readonly shape: ShapeIndex
  /** Type of the resource whose id this parameter is: the last literal segment before it, or null where there is none. */
  readonly resourceType: string | null
}

export interface QueryParameter {
  readonly name: string
  readonly shape: ShapeIndex
  /** `deepObject` parameters are sent as `name[field]=value`. */
  readonly style: 'form' | 'deepObject' | 'other'
}

export interface RequestBody {
  /** Declared media types, lower-case, without parameters. May hold ranges such as `application/*`. */
  readonly mediaTypes: readonly string[]
  /** Shape of the JSON body: the union over the declared JSON media types; null where none of them is JSON. */
  readonly shape: ShapeIndex | null
}

/** Where a resource's id is read from: a path parameter, a query parameter or a field of the body. */
export interface ResourceLocator {
  /** The resource's type. Where the request says it, the place as the document writes it (`$body:resource.type`), which is no type of anything. */
  readonly type: string
  readonly from: 'path' | 'query' | 'body'
  /** The parameter's name, or the names of nested body fields. */
  readonly path: readonly string[]
  /** Where the request says the type, likewise. */
  readonly typePath?: readonly string[]
}

/** Index into `Service.shapes`. */
export type ShapeIndex = number

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object'

/** What the document declares about a value. A field exists if any branch declares it, or under explicit `additionalProperties`. */
export interface Shape {
  /** Declared types; empty where the schema names none. */
  readonly types: readonly JsonType[]
  readonly format?: string
  readonly enum?: readonly (string | number | boolean | null)[]
  /** Declared fields, in order. A list and not a record: names such as `__proto__` are data. */
  readonly properties: readonly (readonly [name: string, shape: ShapeIndex])[]
  /** Shape of undeclared fields under an explicit `additionalProperties` that is not false; else null. */
  readonly additional: ShapeIndex | null
  /** Shape of array elements. */
  readonly items: ShapeIndex | null
  /** Branches of allOf, oneOf and anyOf. */
  readonly branches: readonly ShapeIndex[]
}
