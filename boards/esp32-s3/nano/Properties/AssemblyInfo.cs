using System.Reflection;

[assembly: AssemblyTitle("NanoAgent.Boards.Esp32S3")]
[assembly: AssemblyCompany("nanoAgent")]
[assembly: AssemblyProduct("NanoAgent.Boards.Esp32S3")]
[assembly: AssemblyCopyright("nanoAgent contributors, MIT licence")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
