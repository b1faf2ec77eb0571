'use client'

export { GroupRoleMapping, type GroupRoleMappingProps } from './group-role-mapping.tsx'
