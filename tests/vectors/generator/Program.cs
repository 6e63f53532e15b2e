using NanoAgent.Tests.Vectors;

// Run by hand only (tests/vectors/README.md), after a change of the profile is understood: never to make a test pass.
if (args is not [string folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: dotnet run --project tests/vectors/generator -- FOLDER");
    return 2;
}

Write("tokens", GoodVectors.All().Concat(BadVectors.All()));
Write("replays", ReplayVectors.All());
return 0;

void Write(string kind, IEnumerable<Vector> vectors)
{
    string target = Path.Combine(folder, kind);

    foreach (string old in Directory.GetFiles(target, "*.txt"))
    {
        File.Delete(old);
    }

    int count = 0;

    foreach (Vector vector in vectors)
    {
        vector.Save(target);
        count++;
    }

    Fleet.Demand(Directory.GetFiles(target, "*.txt").Length == count);
    Console.Error.WriteLine($"{count} {kind} written");
}
