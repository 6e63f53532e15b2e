using Microsoft.Playwright;
using NanoAgent.Collector.Operators;

namespace NanoAgent.Tests.Browser;

/// <summary>What a role may not do is not offered, and is refused all the same when it is asked for by address or by POST.</summary>
[TestClass]
public sealed class RoleTests
{
    [TestMethod]
    public async Task A_viewer_is_offered_no_form_that_changes_anything()
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await site.SignInAsync("Viewer", [Role.Viewer]);

        foreach (string path in await SharedSite.PagesAsync())
        {
            await page.GotoAsync(site.At(path));
            Assert.AreEqual(0, await page.Locator("form[method=post]:not([action='/signout'])").CountAsync(), path);
        }
    }

    [TestMethod]
    [DataRow("/units/{0}/acknowledge", "check=default-credentials&note=x")]
    [DataRow("/units/{0}/state", "state=revoked&why=x")]
    [DataRow("/enrolment/tokens", "model=NA-100&hours=1&count=1")]
    [DataRow("/declaration/confirm", "product=NA-100&firmware=1.4.0&scheme=jc-star-1&criterion=S1.1-01")]
    [DataRow("/declaration/packs", "product=NA-100&firmware=1.4.0&scheme=jc-star-1")]
    public async Task A_viewer_cannot_do_by_POST_what_a_role_is_needed_for(string path, string form)
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage page = await site.SignInAsync("Viewer", [Role.Viewer]);
        string token = (await page.GetAttributeAsync("form[action='/signout'] input[name=form-token]", "value"))!;
        string ueid = site.Services.Units().First(unit => unit.Standing.Failing).Ueid;
        Assert.AreEqual(403, await PostAsync(page, site.At(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, ueid)), form + "&form-token=" + Uri.EscapeDataString(token)));
    }

    [TestMethod]
    public async Task An_operator_cannot_declare_and_a_declarant_cannot_acknowledge()
    {
        Site site = await SharedSite.OpenSharedAsync();
        IPage operating = await site.SignInAsync("Operator", [Role.Operator]);
        IPage declaring = await site.SignInAsync("Declarant", [Role.Declarant]);
        string ueid = site.Services.Units().First(unit => unit.Standing.Failing).Ueid;
        Assert.AreEqual(403, await PostAsync(operating, site.At("/declaration/packs"), "product=NA-100&firmware=1.4.0&scheme=jc-star-1&form-token=x"));
        Assert.AreEqual(403, await PostAsync(declaring, site.At($"/units/{ueid}/acknowledge"), "check=default-credentials&note=x&form-token=x"));
    }

    internal static async Task<int> PostAsync(IPage page, string address, string form)
    {
        IAPIResponse answer = await page.APIRequest.PostAsync(address, new()
        {
            Headers = new Dictionary<string, string> { ["content-type"] = "application/x-www-form-urlencoded", ["origin"] = new Uri(address).GetLeftPart(UriPartial.Authority) },
            Data = form,
            MaxRedirects = 0,
        });
        return answer.Status;
    }
}
