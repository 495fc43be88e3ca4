// Security roles that the sandbox lets its user have. They show in userSettings only: the sandbox enforces none.

export const allRoles = [
  { id: "0f6a2b10-5d0e-4f0c-8d0a-6f0e3a6f1001", name: "System Administrator" },
  { id: "0f6a2b10-5d0e-4f0c-8d0a-6f0e3a6f1002", name: "System Customizer" },
  { id: "0f6a2b10-5d0e-4f0c-8d0a-6f0e3a6f1003", name: "Marketing Professional - Business" },
  { id: "0f6a2b10-5d0e-4f0c-8d0a-6f0e3a6f1004", name: "Marketing Manager - Business" },
];
