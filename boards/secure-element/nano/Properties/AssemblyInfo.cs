using System.Reflection;

[assembly: AssemblyTitle("NanoAgent.Boards.SecureElement")]
[assembly: AssemblyCompany("nanoAgent")]
[assembly: AssemblyProduct("NanoAgent.Boards.SecureElement")]
[assembly: AssemblyCopyright("nanoAgent contributors, MIT licence")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
