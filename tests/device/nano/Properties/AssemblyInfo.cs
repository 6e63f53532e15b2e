using System.Reflection;

[assembly: AssemblyTitle("NFUnitTest")]
[assembly: AssemblyCompany("nanoAgent")]
[assembly: AssemblyProduct("NFUnitTest")]
[assembly: AssemblyCopyright("nanoAgent contributors, MIT licence")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: AssemblyFileVersion("0.1.0.0")]
