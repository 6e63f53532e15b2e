using System.Reflection;

// Firmware with another version of the native half refuses to load this assembly.
[assembly: AssemblyNativeVersion("1.0.0.0")]
