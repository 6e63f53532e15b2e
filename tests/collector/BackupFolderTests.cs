using NanoAgent.Collector.Storage;

namespace NanoAgent.Tests.Collector;

/// <summary>The folder of a backup, whole or none.</summary>
[TestClass]
public sealed class BackupFolderTests
{
    [TestMethod]
    public async Task A_backup_that_was_cut_off_is_none()
    {
        await using Scene scene = await Scene.OpenAsync();
        using var backup = new TemporaryFolder();

        foreach (string folder in (string[])["a", "tls", "zz"])
        {
            Directory.CreateDirectory(Path.Combine(scene.Folder, folder));
            File.CreateSymbolicLink(Path.Combine(scene.Folder, folder, "gone"), Path.Combine(scene.Folder, "nothing"));
        }

        Assert.ThrowsExactly<FileNotFoundException>(() => BackupFolder.Write(scene.Services, backup.At("to")));
        Assert.ThrowsExactly<InvalidDataException>(() => BackupFolder.Restore(backup.At("to"), backup.At("restored")));
    }

    [TestMethod]
    public async Task A_file_that_is_just_being_written_is_left_out_and_one_that_is_merely_called_new_is_not()
    {
        await using Scene scene = await Scene.OpenAsync();
        using var backup = new TemporaryFolder();
        string unfinished = Path.Combine("keys", $"ear.jwk.{Guid.NewGuid():N}.new");
        string document = Path.Combine("records", "what-is.new");
        Directory.CreateDirectory(Path.Combine(scene.Folder, "records"));
        await File.WriteAllTextAsync(Path.Combine(scene.Folder, unfinished), "half");
        await File.WriteAllTextAsync(Path.Combine(scene.Folder, document), "whole");

        BackupFolder.Write(scene.Services, backup.At("to"));

        Assert.IsFalse(File.Exists(backup.At("to", unfinished)));
        Assert.IsTrue(File.Exists(backup.At("to", document)));
    }
}
