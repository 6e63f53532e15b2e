using NanoAgent.Tests.Vectors;

// Run by hand only (tests/vectors/README.md), after a change of the profile is understood: never to make a test pass.
if (args is not [string folder] || !Directory.Exists(folder))
{
    Console.Error.WriteLine("usage: dotnet run --project tests/vectors/generator -- FOLDER");
    return 2;
}

foreach (string old in Directory.GetFiles(folder, "*.txt"))
{
    File.Delete(old);
}

int count = 0;

foreach (Vector vector in GoodVectors.All().Concat(BadVectors.All()))
{
    vector.Save(folder);
    count++;
}

Fleet.Demand(Directory.GetFiles(folder, "*.txt").Length == count);
Console.Error.WriteLine($"{count} vectors written");
return 0;
