using System.Runtime.CompilerServices;
using NanoAgent.P256Gen;

// Rewrites the generated arithmetic in attestation/crypto. A test compares those files with what this would write.
string folder = args.Length > 0 ? args[0] : Path.GetFullPath(Path.Combine(Here(), "..", "..", "attestation", "crypto"));

foreach (GeneratedFile file in GeneratedFile.All())
{
    File.WriteAllText(Path.Combine(folder, file.Name), file.Text);
    Console.WriteLine(file.Name);
}

static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
