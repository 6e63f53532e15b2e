using System.Text;
using NanoAgent.Evidence;

namespace NanoAgent.Tests.Evidence;

/// <summary>A record folder of a test, removed with it.</summary>
internal sealed class Records : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("nanoagent-records-").FullName;

    public RecordStore Store => RecordStore.Load(Folder);

    public Records Document(string criterion, string? validUntil = null)
    {
        RecordStore.AddDocument(Folder, Encoding.UTF8.GetBytes($"document for {criterion}"), ".txt", new DocumentRecord
        {
            Product = Fleet.Model, Criteria = [criterion], Title = $"Guide {criterion}", Type = "manual", File = "-", Sha256 = "-", Date = "2026-01-01", ValidUntil = validUntil,
        });
        return this;
    }

    public Records Test(string criterion, TestOutcome outcome = TestOutcome.Pass, bool isVirtual = true, params string[] checks)
    {
        RecordStore.Add(Folder, TestContent.Sign(new TestContent
        {
            Product = Fleet.Model, Firmware = Fleet.Firmware, Criteria = [criterion], Checks = checks, Outcome = outcome, Tester = "T. Tester", Tool = "bench 1",
            At = 1790000000, Units = ["SN-1"], Virtual = isVirtual, Summary = "20 wrong attempts, slowed from the 5th",
        }, Fleet.Signer("tester")));
        return this;
    }

    public Records Provision(string unit, FuseFacts fuses, long at = 1790000000)
    {
        RecordStore.Add(Folder, ProvisioningContent.Sign(new ProvisioningContent
        {
            Product = Fleet.Model, Ueid = Fleet.UeidOf(unit), JoinedBy = ProvisioningJoin.Ueid, Fuses = fuses, SummarySha256 = new string('0', 64), By = "P. Provisioner", At = at,
        }, Fleet.Signer("provisioner")));
        return this;
    }

    public Records Confirm(string criterion)
    {
        RecordStore.Add(Folder, new ConfirmationRecord { Product = Fleet.Model, Firmware = Fleet.Firmware, Criterion = criterion, By = "Y. Yamada", Date = "2026-11-01", Note = "=looked at" });
        return this;
    }

    public Records NotApplicable(string criterion)
    {
        RecordStore.Add(Folder, new NotApplicableRecord { Product = Fleet.Model, Firmware = Fleet.Firmware, Criterion = criterion, Reason = "no such function", By = "Y. Yamada", Date = "2026-11-01" });
        return this;
    }

    public Records Everything()
    {
        foreach (Schemes.Criterion c in Fleet.Scheme.Criteria)
        {
            Document(c.Id).Test(c.Id).Confirm(c.Id);
        }

        return this;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
