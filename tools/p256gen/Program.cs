using System.Runtime.CompilerServices;
using NanoAgent.P256Gen;

// Rewrites the generated arithmetic in attestation. A test compares those files with what this would write.
string folder = args.Length > 0 ? args[0] : Path.GetFullPath(Path.Combine(Here(), "..", "..", "attestation"));

foreach (GeneratedFile file in GeneratedFile.All())
{
    File.WriteAllText(Path.Combine(folder, file.Path), file.Text);
    Console.WriteLine(file.Path);
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
