using System.Text;
using NanoAgent.NanoProjects;

// Rewrites the device projects: the form that nanoFramework's tools build, made of the .csproj that the stock SDK compiles. A test compares.
string root = args.Length > 0 ? Path.GetFullPath(args[0]) : Checkout.Root();

foreach (GeneratedFile file in GeneratedFile.All(root))
{
    string path = Path.Combine(root, file.Path);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, file.Text);
    Console.WriteLine(file.Path);
}

string solution = Path.Combine(root, "nanoAgent.sln");
// With a byte order mark, as Visual Studio and `dotnet sln` write it.
File.WriteAllText(solution, SolutionFile.WithDeviceProjects(File.ReadAllText(solution), DeviceProject.All(root)), new UTF8Encoding(true));
