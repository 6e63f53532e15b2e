# Inside the container: what an operator does with the service, a line "name value" for each thing that was found.
# /steps are the commands with which the deployment page installs it, typed in a folder with the files that they take.
# Commands on the data folder run as the service's user, so that what they write stays that user's; its home is what sudo gives them.
service=nanoagent-collector
data=/var/lib/nanoagent
as() { setpriv --reuid=nanoagent --regid=nanoagent --clear-groups env HOME="$(getent passwd nanoagent | cut -d: -f6)" SOFTHSM2_CONF=$data/softhsm2.conf "$@"; }
report() {
    token=$(as nanoagent enrol token --model NA-100 --db "$1" | tail -1)
    as nanoagent board run --persona compliant --collector https://collector.example:8443 --pin "$1/tls/ca.pem" --enrol "$token" --flash "$2" --once >&2
    echo "$3 $?"
}
echo "127.0.0.1 collector.example" >>/etc/hosts
echo "hosts: files" >/etc/nsswitch.conf

(cd /release && sh -e /steps) >&2
echo "installed $?"
cd /tmp
echo "enabled $(systemctl is-enabled $service)"
echo "started $(systemctl is-active $service)"
systemctl show $service -p User -p SystemCallFilter -p ProtectSystem >&2
# The single file of a release unpacks there what it needs.
as sh -c 'test -d "$HOME" && test -w "$HOME"'
echo "home $?"
report $data /tmp/unit-1 report
as nanoagent backup /tmp/backup --db $data >&2
echo "backup $?"

systemctl kill -s KILL $service
until [ "$(systemctl show $service -p NRestarts --value)" = 1 ] && [ "$(systemctl is-active $service)" = active ]; do sleep 0.2; done
echo "restarted $(systemctl is-active $service)"
echo "units $(as nanoagent enrol list --db $data --json | grep -c '"ueid"')"

systemctl stop $service
echo "stopped $(systemctl show $service -p Result --value)"
echo "mode $(stat -c %a $data) $(stat -c %U $data/collector.db)"
echo "events $(journalctl -u $service -o cat --no-pager | grep -c '^{"Timestamp".*listens on')"

# The same with keys in a token: the module is loaded inside the sandbox.
module=/usr/lib/softhsm/libsofthsm2.so
if [ -e $module ]; then
    as mkdir $data/tokens
    printf 'directories.tokendir = %s/tokens\n' $data | as tee $data/softhsm2.conf >/dev/null
    as softhsm2-util --init-token --free --label collector --so-pin 87654321 --pin 12345678 >&2
    (umask 077; printf 12345678 | as tee $data/pin >/dev/null)
    mkdir -p /run/systemd/system/$service.service.d
    cat >/run/systemd/system/$service.service.d/token.conf <<END
[Service]
Environment=SOFTHSM2_CONF=$data/softhsm2.conf
ExecStart=
ExecStart=/usr/local/bin/nanoagent serve --urls https://0.0.0.0:8443 --name collector.example --db $data/with-token --events-json "--keys=pkcs11:token=collector?module-path=$module&pin-source=file:$data/pin"
END
    systemctl daemon-reload
    systemctl start $service
    echo "token $(systemctl is-active $service)"
    report $data/with-token /tmp/unit-2 token-report
fi
journalctl -u $service -o cat --no-pager >&2
